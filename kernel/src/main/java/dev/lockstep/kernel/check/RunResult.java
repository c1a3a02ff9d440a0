package dev.lockstep.kernel.check;

import java.util.List;

/**
 * What came out of a run.
 *
 * @param families the processes of each program that was started, in the order of the starts, each in the order of its paths
 * @param complaint why the run did not come to its end; empty where it did
 */
public record RunResult(List<List<ProcessResult>> families, String complaint) {
    /** Copies the lists. */
    public RunResult {
        families = families.stream().map(List::copyOf).toList();
    }

    /** How many processes have ended. */
    public long processes() {
        return families.stream().mapToLong(List::size).sum();
    }

    /** Step events of all of them; what a child inherited counts for it too. */
    public long steps() {
        return families.stream()
                .flatMap(List::stream)
                .mapToLong(ProcessResult::steps)
                .sum();
    }
}
