package dev.lockstep.translator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What campaigns have compared so far: how much, by name, and what differed. */
final class Findings {
    private static final int SHOWN = 5;

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private long found;

    /** Adds comparisons, in executed instructions. */
    void count(String name, long instructions) {
        counts.merge(name, instructions, Long::sum);
    }

    /**
     * Adds a difference; only the first few are kept.
     *
     * @param seed of the batch, which repeats it
     */
    void differ(String text, long seed) {
        found++;
        if (differences.size() < SHOWN) {
            differences.add("%s%n  to repeat: scripts/fuzz isa --batches 1 --seed %d".formatted(text, seed));
        }
    }

    /** Comparisons by name. */
    Map<String, Long> counts() {
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
