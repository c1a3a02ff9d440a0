package dev.lockstep.benchmarks.fork;

import java.util.List;

/**
 * All that was measured.
 *
 * @param machine what it was measured on, for a reader
 * @param settings how long was measured
 * @param rates by operation
 * @param live by platform and number of processes
 */
record ForkReport(String machine, ForkSettings settings, List<Rate> rates, List<LivePoint> live) {
    ForkReport {
        rates = List.copyOf(rates);
        live = List.copyOf(live);
    }

    /** The points of one platform, by number of processes. */
    List<LivePoint> live(Platform platform) {
        return live.stream().filter(point -> point.platform() == platform).toList();
    }
}
