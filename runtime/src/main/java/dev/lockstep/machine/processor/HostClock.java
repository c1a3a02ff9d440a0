package dev.lockstep.machine.processor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** The host's clock in cycles of the machine, for a machine whose time follows it. */
public final class HostClock {
    private static final long NANOSECONDS_PER_MICROSECOND = 1000;

    /** Input must be looked for at times, however far away what is due. */
    private static final long LONGEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(10);

    private final int cyclesPerMicrosecond;
    private final LongSupplier nanoseconds;
    private final LongConsumer sleep;
    private final long start;

    /**
     * At cycle 0.
     *
     * @param nanoseconds as {@link System#nanoTime}
     * @param sleep lets so many nanoseconds pass, or fewer
     */
    HostClock(int cyclesPerMicrosecond, LongSupplier nanoseconds, LongConsumer sleep) {
        this.cyclesPerMicrosecond = cyclesPerMicrosecond;
        this.nanoseconds = nanoseconds;
        this.sleep = sleep;
        start = nanoseconds.getAsLong();
    }

    /** The real one, at cycle 0. */
    public static HostClock start(int cyclesPerMicrosecond) {
        return new HostClock(cyclesPerMicrosecond, System::nanoTime, LockSupport::parkNanos);
    }

    /** What cycle it is now. */
    long cycles() {
        long passed = nanoseconds.getAsLong() - start;
        long microseconds = passed / NANOSECONDS_PER_MICROSECOND;
        long rest = passed % NANOSECONDS_PER_MICROSECOND;
        return microseconds * cyclesPerMicrosecond + rest * cyclesPerMicrosecond / NANOSECONDS_PER_MICROSECOND;
    }

    /** Lets time pass: so many cycles, or fewer; at least some. */
    void sleep(long cycles) {
        long most = LONGEST_SLEEP * cyclesPerMicrosecond / NANOSECONDS_PER_MICROSECOND;
        long wanted = Math.max(1, Math.min(cycles, most));
        sleep.accept(Math.max(1, wanted * NANOSECONDS_PER_MICROSECOND / cyclesPerMicrosecond));
    }
}
