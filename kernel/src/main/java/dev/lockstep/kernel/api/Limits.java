package dev.lockstep.kernel.api;

import java.util.OptionalLong;

/**
 * How much one kernel may use.
 *
 * @param memoryBytes what all processes take together, in bytes, and are told of; in any case an eighth of the JVM's heap is
 *     left, or more
 * @param maxProcesses processes that live or have ended without being waited for, at least 1
 * @param maxSteps instructions that each process may retire itself, at least 1
 * @param starvedBytes where there, what they really take at most; then memory is overwritten when it is freed, which nobody
 *     can tell, unless something still reads it
 */
public record Limits(long memoryBytes, int maxProcesses, long maxSteps, OptionalLong starvedBytes) {
    /** 1 GB, 65,536 processes, any number of instructions. */
    public static final Limits STANDARD = new Limits(1L << 30, 1 << 16, Long.MAX_VALUE);

    /** Limits of a kernel whose memory is not starved. */
    public Limits(long memoryBytes, int maxProcesses, long maxSteps) {
        this(memoryBytes, maxProcesses, maxSteps, OptionalLong.empty());
    }

    public Limits {
        if (memoryBytes < 1 || maxProcesses < 1 || maxSteps < 1 || starvedBytes.orElse(1) < 1) {
            throw new IllegalArgumentException("limits: found " + memoryBytes + " bytes, " + maxProcesses
                    + " processes, " + maxSteps + " instructions, wanted at least 1 of each");
        }
    }

    public Limits withMemoryBytes(long bytes) {
        return new Limits(bytes, maxProcesses, maxSteps, starvedBytes);
    }

    public Limits withMaxProcesses(int processes) {
        return new Limits(memoryBytes, processes, maxSteps, starvedBytes);
    }

    public Limits withMaxSteps(long steps) {
        return new Limits(memoryBytes, maxProcesses, steps, starvedBytes);
    }

    /**
     * The same with less memory than programs are told of, and freed memory overwritten.
     *
     * @param bytes that all processes take together at most, at least 1
     */
    public Limits starved(long bytes) {
        return new Limits(memoryBytes, maxProcesses, maxSteps, OptionalLong.of(bytes));
    }

    /** What all processes may take together, in bytes. */
    public long takeableBytes() {
        return Math.min(memoryBytes, starvedBytes.orElse(memoryBytes));
    }
}
