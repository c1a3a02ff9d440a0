package dev.lockstep.benchmarks.compare;

import java.util.List;

/** Averages that bear the noise of a machine, or that suit ratios. */
public final class Statistics {
    private Statistics() {}

    /**
     * The middle value; of an even number of values the mean of the two in the middle.
     *
     * @param values at least one, in any order
     */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("found no values, wanted at least one");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /**
     * The root of the product: the only mean of ratios that is the same whichever way they are taken.
     *
     * @param values more than 0, at least one
     */
    public static double geometricMean(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("found no values, wanted at least one");
        }
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElseThrow());
    }
}
