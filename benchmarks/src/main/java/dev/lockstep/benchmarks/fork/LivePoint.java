package dev.lockstep.benchmarks.fork;

/**
 * What processes cost that live at one moment.
 *
 * @param platform by what they are run
 * @param processes how many live, besides their parent
 * @param nanosPerFork nanoseconds from the first fork to the last one, for each
 * @param nanosPerLife nanoseconds from the first fork until all have written, gone on, and been waited for, for each
 * @param bytesPerProcess bytes that the machine has less than before they were there, for each
 * @param bytesAccounted bytes that the kernel says it holds for each; 0 when it says nothing
 */
record LivePoint(
        Platform platform,
        int processes,
        double nanosPerFork,
        double nanosPerLife,
        double bytesPerProcess,
        double bytesAccounted) {}
