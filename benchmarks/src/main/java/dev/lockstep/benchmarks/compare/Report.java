package dev.lockstep.benchmarks.compare;

import java.util.List;

/**
 * All that was measured.
 *
 * @param machine what it was measured on, for a reader
 * @param settings how long was measured
 * @param results by program, at least one
 */
record Report(String machine, Settings settings, List<Result> results) {
    Report {
        results = List.copyOf(results);
    }

    /** The geometric mean of how many times as fast as qemu-arm Lockstep is. */
    double speedUp(Measure measure) {
        return Statistics.geometricMean(
                results.stream().map(result -> measure.of(result).speedUp()).toList());
    }

    /** The geometric mean of how many times as long as native code Lockstep takes. */
    double overNative(Measure measure) {
        return Statistics.geometricMean(
                results.stream().map(result -> measure.of(result).overNative()).toList());
    }
}
