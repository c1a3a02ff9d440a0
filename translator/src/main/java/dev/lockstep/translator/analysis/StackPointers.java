package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which registers most likely hold addresses in the stack: the stack pointer, and what was computed from it or copied. A
 * forward analysis over blocks, which takes called functions to keep the registers that the procedure call standard
 * has them keep. It only guesses, and nothing but speed depends on it.
 */
public final class StackPointers {
    private static final int SP = 13;

    /** r4 to r11 and sp (AAPCS 5.1.1). */
    private static final int KEPT_BY_CALLS = 0x2ff0;

    private final CodeState state;
    private final Map<Integer, Integer> atStart = new HashMap<>();

    /** Analyses a region. */
    public StackPointers(Region region) {
        state = region.state();
        atStart.put(region.root(), 1 << SP);
        List<Integer> cases = region.cases();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : region.blocks().values()) {
                // Blocks that nothing is known to lead to yet have no set.
                if (atStart.containsKey(block.address())) {
                    int end = atEnd(block);
                    for (int successor : block.successors()) {
                        changed |= meet(successor, end);
                    }
                    if (Registers.transfer(block.last(), state) == Transfer.COMPUTED) {
                        for (int target : cases) {
                            changed |= meet(target, end);
                        }
                    }
                }
            }
        }
    }

    private int atEnd(Block block) {
        int end = atStart(block);
        for (Instruction i : block.instructions()) {
            end = after(i, end);
        }
        return end;
    }

    private boolean meet(int address, int set) {
        int before = atStart.getOrDefault(address, -1);
        atStart.put(address, before & set);
        return (before & set) != before;
    }

    /** Those where a block starts, one bit each. */
    public int atStart(Block block) {
        return atStart.getOrDefault(block.address(), 1 << SP);
    }

    /** Those behind an instruction. */
    public int after(Instruction i, int before) {
        int moved = i.writeBack() ? before & 1 << i.rn() : 0;
        int other = before & ~Registers.written(i) | moved;
        int after =
                switch (Registers.transfer(i, state)) {
                    case CALL, INDIRECT_CALL, LEAVE -> before & KEPT_BY_CALLS;
                    case NEXT, BRANCH, RETURN, TO_ARM, COMPUTED, DATA_ORDER ->
                        computesAddress(i, before) ? other | 1 << i.rd() : other;
                };
        return after | (i.conditional() ? before : 0) | 1 << SP;
    }

    /** Whether the result is an address in the stack; so is a base that an access moves. */
    private static boolean computesAddress(Instruction i, int stack) {
        return switch (i.opcode()) {
            case ADD -> (stack & 1 << i.rn()) != 0 || i.operand() == Operand.REGISTER && (stack & 1 << i.rm()) != 0;
            case SUB -> (stack & 1 << i.rn()) != 0;
            case MOV -> i.operand() == Operand.REGISTER && (stack & 1 << i.rm()) != 0 && i.shiftAmount() == 0;
            default -> false;
        };
    }
}
