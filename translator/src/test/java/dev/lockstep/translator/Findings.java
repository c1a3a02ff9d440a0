package dev.lockstep.translator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What campaigns have compared so far: how much, by name, and what differed. Several threads may add to it. */
final class Findings {
    private static final int SHOWN = 5;

    private final Map<String, Long> counts = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private long found;

    /** Adds comparisons, in executed instructions. */
    synchronized void count(String name, long instructions) {
        counts.merge(name, instructions, Long::sum);
    }

    /**
     * Adds a difference; only the first few are kept.
     *
     * @param seed of the batch, which repeats it
     */
    synchronized void differ(String text, long seed) {
        found++;
        if (differences.size() < SHOWN) {
            differences.add("%s%n  to repeat: scripts/fuzz isa --batches 1 --seed %d".formatted(text, seed));
        }
    }

    /** All comparisons. */
    synchronized long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Comparisons by name. */
    synchronized SortedMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** How many differences there were. */
    synchronized long found() {
        return found;
    }

    /** The first differences; empty if there were none. */
    synchronized String differences() {
        return String.join(System.lineSeparator(), differences);
    }

    /** One line a name, as tests report them. */
    void print(long seed) {
        counts().forEach((name, count) ->
                System.out.println("oracle: " + name + ": " + count + " comparisons, seed " + seed));
    }
}
