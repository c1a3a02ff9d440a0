package dev.lockstep.kernel.process;

import dev.lockstep.memory.MemoryBudget;

/**
 * How much of the JVM's heap guests may take, so that a fork bomb or a hungry program meets an error code and not an
 * OutOfMemoryError: half of it for page frames, a quarter for page tables and records, which is estimated. The last
 * quarter is for images and their code.
 */
final class HostMemory {
    private final long heap = Runtime.getRuntime().maxMemory();
    private long taken;

    /** What memory may take when somebody wants so much for it, in bytes. */
    MemoryBudget budget(long wanted) {
        return new MemoryBudget(Math.min(wanted, heap / 2), heap / 4 * 3);
    }

    /** Whether so many bytes are left for page tables and records. */
    boolean has(long bytes) {
        return taken + bytes <= heap / 4;
    }

    void take(long bytes) {
        taken += bytes;
    }

    void give(long bytes) {
        taken -= bytes;
    }
}
