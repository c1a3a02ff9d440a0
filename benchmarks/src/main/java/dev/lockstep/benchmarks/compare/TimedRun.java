package dev.lockstep.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * What was seen of one process. All times are in nanoseconds from its start.
 *
 * @param end when it had ended
 * @param stamps when each line had arrived
 * @param checksums what the lines said, each once
 * @param exit its exit status; that of a killed process is of no meaning
 */
public record TimedRun(long end, List<Long> stamps, List<String> checksums, int exit) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Keeps copies of the lists. */
    public TimedRun {
        stamps = List.copyOf(stamps);
        checksums = List.copyOf(checksums);
    }

    /** From start to exit. */
    public double millis() {
        return end / NANOS_PER_MILLI;
    }

    /** Milliseconds of each round that began after a time. */
    public List<Double> roundsAfter(long warmUp) {
        List<Double> rounds = new ArrayList<>();
        for (int i = 1; i < stamps.size(); i++) {
            if (stamps.get(i - 1) >= warmUp) {
                rounds.add((stamps.get(i) - stamps.get(i - 1)) / NANOS_PER_MILLI);
            }
        }
        return rounds;
    }
}
