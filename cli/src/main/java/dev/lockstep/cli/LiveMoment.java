package dev.lockstep.cli;

import dev.lockstep.kernel.api.KernelStatistics;

/**
 * What was seen while all children lived.
 *
 * @param living processes, parents included
 * @param rss memory of the whole JVM, in bytes
 * @param statistics of the kernel
 */
record LiveMoment(int living, long rss, KernelStatistics statistics) {
    /** It never came. */
    static final LiveMoment NEVER = new LiveMoment(0, 0, KernelStatistics.NONE);
}
