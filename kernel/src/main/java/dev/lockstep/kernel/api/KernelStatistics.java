package dev.lockstep.kernel.api;

/**
 * What a kernel has done so far and what it holds now.
 *
 * @param instructions retired by all processes
 * @param forks forks that gave a child
 * @param execs execs that gave a new image
 * @param switches turns given to another process than the one before
 * @param ended processes that have ended
 * @param processes processes that live or have ended without being waited for, now
 * @param mostLiving processes that lived at one time at most
 * @param memory memory that is in use now; none when no process lives
 */
public record KernelStatistics(
        long instructions,
        long forks,
        long execs,
        long switches,
        long ended,
        int processes,
        int mostLiving,
        MemoryUse memory) {}
