package dev.lockstep.machine.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What campaigns have compared so far: how much, by name, and what differed. */
final class Findings {
    private static final int SHOWN = 5;

    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private long found;

    /** Adds comparisons. */
    void count(String name, long cases) {
        counts.merge(name, cases, Long::sum);
    }

    /**
     * Adds a difference; only the first few are kept.
     *
     * @param seed of the batch, which repeats it
     */
    void differ(String text, long seed) {
        found++;
        if (differences.size() < SHOWN) {
            differences.add("%s%n  to repeat: scripts/fuzz machine --batches 1 --seed %d".formatted(text, seed));
        }
    }

    /** All comparisons. */
    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Comparisons by name. */
    SortedMap<String, Long> counts() {
        return counts;
    }

    /** How many differences there were. */
    long found() {
        return found;
    }

    /** The first differences; empty if there were none. */
    String differences() {
        return String.join(System.lineSeparator(), differences);
    }

    /** One line a name, as tests report them. */
    void print(long seed) {
        counts.forEach(
                (name, count) -> System.out.println("oracle: " + name + ": " + count + " comparisons, seed " + seed));
    }
}
