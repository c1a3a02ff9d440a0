package dev.lockstep.kernel.check;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was compared, in all and for each value of each dimension. Thread-safe. */
public final class Tally {
    /**
     * What was compared and equal.
     *
     * @param runs that were
     * @param processes of these
     * @param steps of these
     */
    public record Count(long runs, long processes, long steps) {
        static final Count NONE = new Count(0, 0, 0);

        Count plus(RunResult run) {
            return new Count(runs + 1, processes + run.processes(), steps + run.steps());
        }
    }

    private final Map<Dimension, Map<String, Count>> byValue = new EnumMap<>(Dimension.class);
    private Count all = Count.NONE;

    Tally() {}

    synchronized void add(RunSpec spec, RunResult run) {
        all = all.plus(run);
        spec.values().forEach((dimension, value) -> byValue.computeIfAbsent(dimension, d -> new TreeMap<>())
                .merge(value, Count.NONE.plus(run), (before, one) -> before.plus(run)));
    }

    /** Of all runs. */
    public synchronized Count all() {
        return all;
    }

    /** Of the runs with each value of a dimension, sorted. */
    public synchronized Map<String, Count> of(Dimension dimension) {
        return new TreeMap<>(byValue.getOrDefault(dimension, Map.of()));
    }
}
