package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import java.util.HashSet;
import java.util.Set;

/**
 * Where it is certain that the flags were last set by a subtraction of two known operands (CMP, SUBS, RSBS), so that a
 * condition can compare the operands instead of the flags. A forward analysis over blocks: it holds at a block's start
 * when it holds at the end of every predecessor, and never at an entry.
 */
public final class FlagFlow {
    private final Set<Integer> compared = new HashSet<>();

    /** Analyses a region. */
    public FlagFlow(Region region) {
        // Begin with everything that is no entry, and take away until nothing changes: the greatest fixed point.
        for (Block block : region.blocks().values()) {
            if (!block.entry()) {
                compared.add(block.address());
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : region.blocks().values()) {
                if (!comparedAtEnd(block)) {
                    for (int successor : block.successors()) {
                        changed |= compared.remove(successor);
                    }
                }
            }
        }
    }

    /** Whether the flags come from a subtraction where this block starts. */
    public boolean comparedAtStart(Block block) {
        return compared.contains(block.address());
    }

    private boolean comparedAtEnd(Block block) {
        boolean state = comparedAtStart(block);
        for (Instruction i : block.instructions()) {
            state = after(i, state);
        }
        return state;
    }

    /**
     * Whether the flags come from a subtraction after an instruction.
     *
     * @param before whether they did before it
     */
    public static boolean after(Instruction i, boolean before) {
        if (!Registers.writesFlags(i)) {
            return before;
        }
        return switch (i.opcode()) {
            case CMP, SUB, RSB -> !i.conditional() || before;
            default -> false;
        };
    }
}
