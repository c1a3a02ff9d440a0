package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * In which form the flags are kept, where that is certain. A forward analysis over blocks: a form holds at a block's start
 * when it holds at the end of every predecessor.
 */
public final class FlagFlow {
    /** How the locals of translated code are to be read, see {@code dev.lockstep.translator.linkage.Flags}. */
    public enum Form {
        /** They are what the processor's fields say: nothing has changed since the region was entered. */
        FIELDS,
        /** The flags of a subtraction of two numbers (CMP, SUBS, RSBS). */
        DIFFERENCE,
        /** N and Z of one number, C and V of a sum. */
        GENERIC,
        /** One of the others: only the running code knows. */
        UNKNOWN;

        /** What is certain where paths with either form meet. */
        public Form meet(Form other) {
            return this == other ? this : UNKNOWN;
        }
    }

    private final Map<Integer, Form> atStart = new HashMap<>();

    /**
     * Analyses a region.
     *
     * @param settled addresses of blocks before which everything is saved; if there are any, it is saved before computed
     *     jumps too
     */
    public FlagFlow(Region region, Set<Integer> settled) {
        for (Block block : region.blocks().values()) {
            if (block.entry()) {
                atStart.put(block.address(), Form.FIELDS);
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : region.blocks().values()) {
                // Blocks that nothing is known to lead to yet have no form.
                Form start = atStart.get(block.address());
                if (start != null) {
                    Form end = atEnd(block, start, region.state());
                    for (int successor : block.successors()) {
                        if (!settled.contains(successor)) {
                            changed |= meet(successor, end);
                        }
                    }
                    if (settled.isEmpty() && Registers.transfer(block.last(), region.state()) == Transfer.COMPUTED) {
                        for (Block entry : region.blocks().values()) {
                            changed |= entry.entry() && meet(entry.address(), end);
                        }
                    }
                }
            }
        }
    }

    private boolean meet(int address, Form form) {
        Form before = atStart.get(address);
        Form after = before == null ? form : before.meet(form);
        atStart.put(address, after);
        return after != before;
    }

    /** The form where a block starts. */
    public Form atStart(Block block) {
        return atStart.getOrDefault(block.address(), Form.UNKNOWN);
    }

    private static Form atEnd(Block block, Form start, CodeState state) {
        Form form = start;
        for (Instruction i : block.instructions()) {
            Form made = after(i, form, state);
            form = i.conditional() ? form.meet(made) : made;
        }
        return form;
    }

    private static Form after(Instruction i, Form before, CodeState state) {
        return switch (Registers.transfer(i, state)) {
            case CALL, INDIRECT_CALL, LEAVE -> Form.FIELDS;
            case NEXT, BRANCH, RETURN, TO_ARM, COMPUTED, DATA_ORDER -> Registers.writesFlags(i) ? made(i) : before;
        };
    }

    private static Form made(Instruction i) {
        return switch (i.opcode()) {
            case CMP, SUB, RSB -> Form.DIFFERENCE;
            case MSR -> Form.FIELDS;
            default -> Form.GENERIC;
        };
    }
}
