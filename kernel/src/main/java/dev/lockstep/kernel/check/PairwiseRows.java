package dev.lockstep.kernel.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rows that cover every pair: whatever two values of two dimensions go together in any valid row do so in one of these. And
 * every row is valid.
 *
 * <p>Greedy, as AETG (Cohen, Dalal, Fredman, Patton: The AETG System, IEEE TSE 23(7), 1997): each row begins with a pair that
 * is not covered yet; the other values are those that cover most more, with steps back where the rule leaves none; the best
 * of some such rows is taken. The same seed gives the same rows.
 */
public final class PairwiseRows {
    /** Rows that are tried for each that is taken. */
    private static final int CANDIDATES = 12;

    private final Choices choices;
    private final int count;
    private final SplittableRandom random;

    /** The number of each dimension's first value, when all values of all dimensions are counted. */
    private final int[] first;

    private final int all;

    /** Pairs that are to be covered yet; the bit of a pair of values, the earlier dimension's first, is a * all + b. */
    private final BitSet open = new BitSet();

    private PairwiseRows(Choices choices, long seed) {
        this.choices = choices;
        count = choices.dimensions();
        random = new SplittableRandom(seed);
        first = new int[count];
        int values = 0;
        for (int d = 0; d < count; d++) {
            first[d] = values;
            values += choices.values(d);
        }
        all = values;
    }

    /**
     * Such rows.
     *
     * @param seed of the generator that decides between equals
     * @return each as the numbers of its values; none where there is no valid row
     */
    public static List<List<Integer>> of(Choices choices, long seed) {
        PairwiseRows rows = new PairwiseRows(choices, seed);
        return choices.dimensions() == 1 ? rows.singles() : rows.pairs();
    }

    /** With one dimension there are no pairs, but values. */
    private List<List<Integer>> singles() {
        return IntStream.range(0, choices.values(0))
                .filter(value -> choices.allows(new int[] {value}, 0))
                .mapToObj(List::of)
                .toList();
    }

    private List<List<Integer>> pairs() {
        openWhatIsPossible();
        List<List<Integer>> rows = new ArrayList<>();
        while (!open.isEmpty()) {
            int[] best = best(open.nextSetBit(0));
            close(best);
            rows.add(Arrays.stream(best).boxed().toList());
        }
        return rows;
    }

    private void openWhatIsPossible() {
        for (int d = 0; d < count; d++) {
            for (int e = d + 1; e < count; e++) {
                for (int a = 0; a < choices.values(d); a++) {
                    for (int b = 0; b < choices.values(e); b++) {
                        int[] pinned = nothingPinned();
                        pinned[d] = a;
                        pinned[e] = b;
                        if (complete(new int[count], pinned, 0, false)) {
                            open.set(pair(first[d] + a, first[e] + b));
                        }
                    }
                }
            }
        }
    }

    private int[] nothingPinned() {
        int[] pinned = new int[count];
        Arrays.fill(pinned, -1);
        return pinned;
    }

    private int pair(int a, int b) {
        return a * all + b;
    }

    private int dimensionOf(int value) {
        int d = count - 1;
        while (first[d] > value) {
            d--;
        }
        return d;
    }

    /** Of some rows with a pair the one that covers most. */
    private int[] best(int pair) {
        int[] pinned = nothingPinned();
        for (int value : new int[] {pair / all, pair % all}) {
            int d = dimensionOf(value);
            pinned[d] = value - first[d];
        }
        int[] best = {};
        int most = 0;
        for (int k = 0; k < CANDIDATES; k++) {
            int[] row = new int[count];
            complete(row, pinned, 0, true);
            int gain = gain(row);
            if (gain > most) {
                most = gain;
                best = row;
            }
        }
        return best;
    }

    private int gain(int[] row) {
        int gain = 0;
        for (int e = 1; e < count; e++) {
            gain += gain(row, e, nothingPinned());
        }
        return gain;
    }

    /** Open pairs of one value of a row with those before it, and with pinned ones after it. */
    private int gain(int[] row, int d, int[] pinned) {
        int gain = 0;
        for (int e = 0; e < d; e++) {
            gain += open.get(pair(first[e] + row[e], first[d] + row[d])) ? 1 : 0;
        }
        for (int e = d + 1; e < count; e++) {
            gain += pinned[e] >= 0 && open.get(pair(first[d] + row[d], first[e] + pinned[e])) ? 1 : 0;
        }
        return gain;
    }

    private void close(int[] row) {
        for (int d = 0; d < count; d++) {
            for (int e = d + 1; e < count; e++) {
                open.clear(pair(first[d] + row[d], first[e] + row[e]));
            }
        }
    }

    /**
     * Fills in a row from a dimension on.
     *
     * @param pinned the values that are given; -1 where there is none
     * @param greedy whether the values that cover most are tried first, else those with the lowest numbers
     * @return whether there is such a row
     */
    private boolean complete(int[] row, int[] pinned, int d, boolean greedy) {
        if (d == count) {
            return true;
        }
        for (int value : candidates(row, pinned, d, greedy)) {
            row[d] = value;
            if (choices.allows(row, d) && complete(row, pinned, d + 1, greedy)) {
                return true;
            }
        }
        return false;
    }

    private int[] candidates(int[] row, int[] pinned, int d, boolean greedy) {
        if (pinned[d] >= 0) {
            return new int[] {pinned[d]};
        }
        int values = choices.values(d);
        if (!greedy) {
            return IntStream.range(0, values).toArray();
        }
        // The gain, then chance, then the value itself, in one number to sort by.
        long[] keys = new long[values];
        for (int value = 0; value < values; value++) {
            row[d] = value;
            keys[value] = (long) -gain(row, d, pinned) << Integer.SIZE | (long) random.nextInt(1 << 15) << 16 | value;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) (key & 0xffff)).toArray();
    }
}
