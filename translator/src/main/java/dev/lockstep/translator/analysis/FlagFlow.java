package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * In which form the flags are kept, where that is certain. A forward analysis over blocks: a form holds at a block's start
 * when it holds at the end of every predecessor. Where the region is entered, the flags are brought into that form.
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

    private final CodeState state;
    private final Map<Integer, Form> atStart = new HashMap<>();

    /**
     * Analyses a region.
     *
     * @param settled addresses of blocks before which everything is saved
     */
    public FlagFlow(Region region, Set<Integer> settled) {
        state = region.state();
        atStart.put(region.root(), Form.FIELDS);
        settled.forEach(address -> atStart.put(address, Form.FIELDS));
        do {
            settle(region, settled);
        } while (enterAnother(region));
    }

    private void settle(Region region, Set<Integer> settled) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : region.blocks().values()) {
                // Blocks that nothing is known to lead to yet have no form.
                Form start = atStart.get(block.address());
                if (start != null) {
                    Form end = atEnd(block, start);
                    for (int successor : block.successors()) {
                        if (!settled.contains(successor)) {
                            changed |= meet(successor, end);
                        }
                    }
                }
            }
        }
    }

    /** Takes an entry that nothing leads to, like the target of a switch, as one where the region is entered. */
    private boolean enterAnother(Region region) {
        Optional<Block> entry = region.blocks().values().stream()
                .filter(block -> block.entry() && !atStart.containsKey(block.address()))
                .findFirst();
        entry.ifPresent(block -> atStart.put(block.address(), Form.FIELDS));
        return entry.isPresent();
    }

    private boolean meet(int address, Form form) {
        Form before = atStart.get(address);
        Form after = before == null ? form : before.meet(form);
        atStart.put(address, after);
        return after != before;
    }

    /** The form where a block starts. */
    public Form atStart(Block block) {
        return Objects.requireNonNull(atStart.get(block.address()), "a block that cannot be reached");
    }

    private Form atEnd(Block block, Form start) {
        Form form = start;
        for (Instruction i : block.instructions()) {
            form = after(i, form);
        }
        return form;
    }

    /** The form after an instruction that control goes on behind. */
    public Form after(Instruction i, Form before) {
        Form after =
                switch (Registers.transfer(i, state)) {
                    case CALL, INDIRECT_CALL, LEAVE -> Form.FIELDS;
                    case NEXT, BRANCH, RETURN, TO_ARM, COMPUTED, DATA_ORDER ->
                        Registers.writesFlags(i) ? made(i) : before;
                };
        return i.conditional() ? before.meet(after) : after;
    }

    private static Form made(Instruction i) {
        return switch (i.opcode()) {
            case CMP, SUB, RSB -> Form.DIFFERENCE;
            case MSR -> Form.FIELDS;
            default -> Form.GENERIC;
        };
    }
}
