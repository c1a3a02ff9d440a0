package dev.lockstep.kernel.api;

/**
 * What a kernel has done so far and what it holds now.
 *
 * @param instructions retired by all processes
 * @param forks forks that gave a child
 * @param execs execs that gave a new image
 * @param switches turns given to another process than the one before
 * @param migrations processes that went to another hart, to and fro
 * @param ended processes that have ended
 * @param processes processes that live or have ended without being waited for, now
 * @param mostLiving processes that lived at one time at most; with several harts the sum of
 *     what began on each
 * @param memory memory that is in use now; none when no process lives
 */
public record KernelStatistics(
        long instructions,
        long forks,
        long execs,
        long switches,
        long migrations,
        long ended,
        int processes,
        int mostLiving,
        MemoryUse memory) {
    /** Of a kernel that has done nothing. */
    public static final KernelStatistics NONE = new KernelStatistics(0, 0, 0, 0, 0, 0, 0, 0, new MemoryUse(0, 0, 0, 0));

    /** Both together. */
    public KernelStatistics plus(KernelStatistics other) {
        return new KernelStatistics(
                instructions + other.instructions,
                forks + other.forks,
                execs + other.execs,
                switches + other.switches,
                migrations + other.migrations,
                ended + other.ended,
                processes + other.processes,
                mostLiving + other.mostLiving,
                memory.plus(other.memory));
    }
}
