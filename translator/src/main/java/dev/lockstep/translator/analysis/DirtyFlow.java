package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which registers may have changed since the processor's fields were last up to date, so that only those must be saved
 * where control leaves a region or calls another one. A forward analysis over blocks: nothing has changed where a region is
 * entered, behind a call, and where all is saved before.
 *
 * <p>A set is a word with one bit for each of r0 to r14.
 */
public final class DirtyFlow {
    private final CodeState state;
    private final Set<Integer> settled;
    private final Map<Integer, Integer> atStart = new HashMap<>();

    /**
     * Analyses a region.
     *
     * @param settled addresses of blocks before which everything is saved; if there are any, it is saved before computed
     *     jumps too
     */
    public DirtyFlow(Region region, Set<Integer> settled) {
        state = region.state();
        this.settled = settled;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : region.blocks().values()) {
                int end = atEnd(block);
                for (int successor : block.successors()) {
                    changed |= add(successor, end);
                }
                if (settled.isEmpty() && Registers.transfer(block.last(), state) == Transfer.COMPUTED) {
                    for (Block entry : region.blocks().values()) {
                        changed |= entry.entry() && add(entry.address(), end);
                    }
                }
            }
        }
    }

    private boolean add(int address, int set) {
        int before = atStart.getOrDefault(address, 0);
        if (settled.contains(address)) {
            return false;
        }
        atStart.put(address, before | set);
        return (before | set) != before;
    }

    /** What may have changed where a block ends. */
    public int atEnd(Block block) {
        int end = atStart(block);
        for (Instruction i : block.instructions()) {
            end = after(i, end);
        }
        return end;
    }

    /** What may have changed where a block starts. */
    public int atStart(Block block) {
        return atStart.getOrDefault(block.address(), 0);
    }

    /**
     * What may have changed after an instruction that control goes on behind.
     *
     * @param before what had before it
     */
    public int after(Instruction i, int before) {
        return switch (Registers.transfer(i, state)) {
            // A condition that fails leaves everything as it was.
            case CALL, INDIRECT_CALL, LEAVE -> i.conditional() ? before : 0;
            case NEXT, BRANCH, RETURN, TO_ARM, COMPUTED, DATA_ORDER -> before | Registers.written(i);
        };
    }
}
