package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import java.util.HashMap;
import java.util.Map;

/**
 * Which registers may have changed since the processor's fields were last up to date, so that only those must be saved
 * where control leaves a region or calls another one. A forward analysis over blocks: nothing has changed where a region is
 * entered, and behind a call.
 *
 * <p>A set is a word with one bit for each of r0 to r14, and {@link #FLAGS}.
 */
public final class DirtyFlow {
    /** The condition flags. */
    public static final int FLAGS = 1 << 15;

    private final CodeState state;
    private final Map<Integer, Integer> atStart = new HashMap<>();

    /** Analyses a region. */
    public DirtyFlow(Region region) {
        state = region.state();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : region.blocks().values()) {
                int end = atStart(block);
                for (Instruction i : block.instructions()) {
                    end = after(i, end);
                }
                for (int successor : block.successors()) {
                    changed |= add(successor, end);
                }
                if (Registers.transfer(block.last(), state) == Transfer.COMPUTED) {
                    for (Block entry : region.blocks().values()) {
                        changed |= entry.entry() && add(entry.address(), end);
                    }
                }
            }
        }
    }

    private boolean add(int address, int set) {
        int before = atStart.getOrDefault(address, 0);
        atStart.put(address, before | set);
        return (before | set) != before;
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
            case CALL, INDIRECT_CALL -> i.conditional() ? before : 0;
            default -> before | written(i);
        };
    }

    /** What an instruction may change. */
    public static int written(Instruction i) {
        return Registers.written(i) | (Registers.writesFlags(i) ? FLAGS : 0);
    }
}
