package dev.lockstep.kernel.process;

/**
 * How much of the JVM's heap guests may take, so that a fork bomb or a hungry program meets an error code and not an
 * OutOfMemoryError: half of it for page frames, a quarter for page tables and records, which is estimated. The last
 * quarter is for images and their code.
 */
final class HostMemory {
    private final long heap = Runtime.getRuntime().maxMemory();
    private long taken;

    /** What page frames may take when somebody wants so much for them, in bytes. */
    long frames(long wanted) {
        return Math.min(wanted, heap / 2);
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
