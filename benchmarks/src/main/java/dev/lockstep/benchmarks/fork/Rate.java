package dev.lockstep.benchmarks.fork;

import java.util.EnumMap;
import java.util.Map;

/**
 * How long an operation takes on each platform.
 *
 * @param operation what was done
 * @param nanos nanoseconds, more than 0, of all platforms
 */
record Rate(Operation operation, Map<Platform, Double> nanos) {
    Rate {
        nanos = Map.copyOf(new EnumMap<>(nanos));
    }

    /** Nanoseconds. */
    double nanos(Platform platform) {
        return nanos.get(platform);
    }

    /** How many times as fast as another platform one is. */
    double speedUp(Platform platform, Platform over) {
        return nanos(over) / nanos(platform);
    }

    /** How many are done in a second. */
    double perSecond(Platform platform) {
        return 1e9 / nanos(platform);
    }
}
