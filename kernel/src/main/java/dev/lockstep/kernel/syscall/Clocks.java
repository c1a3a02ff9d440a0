package dev.lockstep.kernel.syscall;

import dev.lockstep.kernel.api.ClockSource;
import dev.lockstep.kernel.process.UserProcess;
import java.util.concurrent.TimeUnit;

/**
 * The clocks of semihosting. Those that count instructions stand still between a process's own instructions: each takes
 * one tick of the 700 MHz at which the ARM1176 of a Raspberry Pi runs, and the first is executed at the beginning of the
 * year 2000 (UTC). A forked child's begin anew.
 */
final class Clocks {
    private static final int INSTRUCTIONS_PER_SECOND = 700_000_000;
    private static final long EPOCH = 946_684_800;
    private static final int HUNDREDTHS = 100;

    private final ClockSource source;
    private final long hostStart = System.nanoTime();

    Clocks(ClockSource source) {
        this.source = source;
    }

    /** Ticks in a second. */
    int frequency() {
        return switch (source) {
            case INSTRUCTIONS -> INSTRUCTIONS_PER_SECOND;
            case HOST -> (int) TimeUnit.SECONDS.toNanos(1);
        };
    }

    /** Ticks since the process began (instructions), or since the kernel did (host). */
    long ticks(UserProcess process) {
        return switch (source) {
            case INSTRUCTIONS -> process.instructions();
            case HOST -> System.nanoTime() - hostStart;
        };
    }

    /** Hundredths of a second since the same moment. */
    long hundredths(UserProcess process) {
        return ticks(process) / (frequency() / HUNDREDTHS);
    }

    /** Seconds since the beginning of 1970. */
    long seconds(UserProcess process) {
        return switch (source) {
            case INSTRUCTIONS -> EPOCH + ticks(process) / frequency();
            case HOST -> TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        };
    }
}
