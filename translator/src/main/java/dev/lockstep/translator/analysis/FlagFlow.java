package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import java.util.HashMap;
import java.util.Map;

/**
 * In which form the flags are kept, where that is certain. A forward analysis over blocks: a form holds at a block's start
 * when it holds at the end of every predecessor; at an entry no form is certain.
 */
public final class FlagFlow {
    /** How the locals of translated code are to be read, see {@code dev.lockstep.translator.linkage.Flags}. */
    public enum Form {
        /** The flags of a subtraction of two numbers (CMP, SUBS, RSBS). */
        DIFFERENCE,
        /** N and Z of one number, C and V of a sum. */
        GENERIC,
        /** One of the two: only the running code knows. */
        UNKNOWN;

        /** What is certain where paths with either form meet. */
        public Form meet(Form other) {
            return this == other ? this : UNKNOWN;
        }
    }

    private final Map<Integer, Form> atStart = new HashMap<>();

    /** Analyses a region. */
    public FlagFlow(Region region) {
        for (Block block : region.blocks().values()) {
            if (block.entry()) {
                atStart.put(block.address(), Form.UNKNOWN);
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : region.blocks().values()) {
                // Blocks that nothing is known to lead to yet have no form.
                Form start = atStart.get(block.address());
                if (start != null) {
                    Form end = atEnd(block, start);
                    for (int successor : block.successors()) {
                        Form before = atStart.get(successor);
                        Form after = before == null ? end : before.meet(end);
                        changed |= after != before;
                        atStart.put(successor, after);
                    }
                }
            }
        }
    }

    /** The form where a block starts. */
    public Form atStart(Block block) {
        return atStart.getOrDefault(block.address(), Form.UNKNOWN);
    }

    private static Form atEnd(Block block, Form start) {
        Form form = start;
        for (Instruction i : block.instructions()) {
            if (Registers.writesFlags(i)) {
                form = i.conditional() ? form.meet(made(i)) : made(i);
            }
        }
        return form;
    }

    private static Form made(Instruction i) {
        return switch (i.opcode()) {
            case CMP, SUB, RSB -> Form.DIFFERENCE;
            default -> Form.GENERIC;
        };
    }
}
