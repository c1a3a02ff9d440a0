package dev.lockstep.cli;

import dev.lockstep.kernel.api.ClockSource;
import java.util.Locale;

/** What clocks count, by the words of {@code --clock}. */
enum ClockChoice {
    INSTRUCTIONS(ClockSource.INSTRUCTIONS),
    HOST(ClockSource.HOST);

    private final ClockSource source;

    ClockChoice(ClockSource source) {
        this.source = source;
    }

    ClockSource source() {
        return source;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
