package dev.lockstep.cli.trace;

import java.util.function.LongSupplier;

/**
 * The time stamps of one hart, in nanoseconds from the beginning of the run. No two are equal, so that what happens within
 * something else also lies within it in the trace: where the clock has not moved the next stamp is one more than the last.
 */
final class HartTime {
    private final LongSupplier clock;
    private long last;

    /**
     * Time stamps.
     *
     * @param clock nanoseconds
     */
    HartTime(LongSupplier clock) {
        this.clock = clock;
    }

    /** The next time stamp. */
    long next() {
        last = Math.max(clock.getAsLong(), last + 1);
        return last;
    }

    /**
     * When something began that ends now: as long ago as it took, but after the last time stamp.
     *
     * @param nanos that it took
     */
    long nextBefore(long nanos) {
        last = Math.max(clock.getAsLong() - nanos, last + 1);
        return last;
    }
}
