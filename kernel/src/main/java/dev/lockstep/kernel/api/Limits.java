package dev.lockstep.kernel.api;

/**
 * How much one kernel may use.
 *
 * @param memoryBytes what all processes take together, in bytes; in any case an eighth of the JVM's heap is left, or more
 * @param maxProcesses processes that live or have ended without being waited for, at least 1
 * @param maxSteps instructions that each process may retire itself, at least 1
 * @param spoils whether memory is overwritten when it is freed: nobody can tell, unless something still reads it
 */
public record Limits(long memoryBytes, int maxProcesses, long maxSteps, boolean spoils) {
    /** 1 GB, 65,536 processes, any number of instructions. */
    public static final Limits STANDARD = new Limits(1L << 30, 1 << 16, Long.MAX_VALUE);

    /** Limits of a kernel that leaves freed memory as it is. */
    public Limits(long memoryBytes, int maxProcesses, long maxSteps) {
        this(memoryBytes, maxProcesses, maxSteps, false);
    }

    public Limits {
        if (memoryBytes < 1 || maxProcesses < 1 || maxSteps < 1) {
            throw new IllegalArgumentException("limits: found " + memoryBytes + " bytes, " + maxProcesses
                    + " processes, " + maxSteps + " instructions, wanted at least 1 of each");
        }
    }

    public Limits withMemoryBytes(long bytes) {
        return new Limits(bytes, maxProcesses, maxSteps, spoils);
    }

    public Limits withMaxProcesses(int processes) {
        return new Limits(memoryBytes, processes, maxSteps, spoils);
    }

    public Limits withMaxSteps(long steps) {
        return new Limits(memoryBytes, maxProcesses, steps, spoils);
    }

    /** The same; freed memory is overwritten. */
    public Limits spoilingFreed() {
        return new Limits(memoryBytes, maxProcesses, maxSteps, true);
    }
}
