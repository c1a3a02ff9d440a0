package dev.lockstep.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generator against brute force: all valid rows of small shapes are listed, and every pair in them must be covered. */
class PairwiseRowsTest {
    private static final long SEED = 5;

    /**
     * Values of each dimension, and which go together.
     *
     * @param allows of a row that is complete up to and including a dimension
     */
    private record Shape(String name, List<Integer> sizes, BiPredicate<List<Integer>, Integer> allows)
            implements Choices {
        @Override
        public int dimensions() {
            return sizes.size();
        }

        @Override
        public int values(int dimension) {
            return sizes.get(dimension);
        }

        @Override
        public boolean allows(int[] row, int dimension) {
            List<Integer> before = new ArrayList<>();
            for (int d = 0; d <= dimension; d++) {
                before.add(row[d]);
            }
            return allows.test(before, dimension);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Pair(int dimension, int value, int otherDimension, int otherValue) {}

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape("two values", List.of(2, 2), (row, d) -> true),
                new Shape("one dimension", List.of(3), (row, d) -> row.get(d) != 1),
                new Shape("different sizes", List.of(5, 1, 3, 4, 2), (row, d) -> true),
                new Shape("many of three", List.of(3, 3, 3, 3, 3, 3, 3, 3), (row, d) -> true),
                new Shape(
                        "no two neighbours equal",
                        List.of(3, 3, 3, 3, 3),
                        (row, d) -> d == 0 || !row.get(d).equals(row.get(d - 1))),
                // What the first allows only shows at the last: the generator must step back.
                new Shape(
                        "a sum",
                        List.of(4, 4, 4, 4),
                        (row, d) ->
                                d < 3 || row.stream().mapToInt(value -> value).sum() == 6),
                new Shape(
                        "absent unless the first is 1",
                        List.of(3, 4, 4, 2),
                        (row, d) -> d == 0 || d == 3 || (row.get(d) == 0) == (row.get(0) != 1)),
                new Shape("nothing is valid", List.of(2, 2, 2), (row, d) -> d < 2));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldCoverEveryPairThatAnyValidRowHas(Shape shape) {
        Set<List<Integer>> valid = valid(shape, List.of());
        Set<Pair> wanted = new HashSet<>();
        valid.forEach(row -> wanted.addAll(pairs(row)));
        Set<Pair> covered = new HashSet<>();
        List<List<Integer>> rows = PairwiseRows.of(shape, SEED);
        rows.forEach(row -> covered.addAll(pairs(row)));

        assertTrue(valid.containsAll(rows), "only valid rows");
        assertEquals(wanted, covered);
        assertEquals(rows.size(), new HashSet<>(rows).size(), "no row twice");
    }

    @Test
    void shouldTakeEveryValidValueOfOneDimension() {
        Shape shape = new Shape("", List.of(3), (row, d) -> row.get(d) != 1);

        assertEquals(List.of(List.of(0), List.of(2)), PairwiseRows.of(shape, SEED));
    }

    @Test
    void shouldNeedFewRows() {
        Shape shape = new Shape("", List.of(3, 3, 3, 3, 3, 3, 3, 3, 3, 3), (row, d) -> true);

        int rows = PairwiseRows.of(shape, SEED).size();
        assertTrue(rows < 27, rows + " rows of 59,049");
    }

    @Test
    void shouldGiveTheSameRowsForTheSameSeed() {
        Shape shape = new Shape("", List.of(4, 3, 5, 2), (row, d) -> true);

        assertEquals(PairwiseRows.of(shape, 7), PairwiseRows.of(shape, 7));
    }

    private static Set<List<Integer>> valid(Shape shape, List<Integer> begin) {
        if (begin.size() == shape.dimensions()) {
            return Set.of(begin);
        }
        Set<List<Integer>> rows = new HashSet<>();
        for (int value = 0; value < shape.values(begin.size()); value++) {
            List<Integer> longer = new ArrayList<>(begin);
            longer.add(value);
            if (shape.allows().test(longer, begin.size())) {
                rows.addAll(valid(shape, longer));
            }
        }
        return rows;
    }

    private static Set<Pair> pairs(List<Integer> row) {
        Set<Pair> pairs = new HashSet<>();
        for (int d = 0; d < row.size(); d++) {
            for (int e = d + 1; e < row.size(); e++) {
                pairs.add(new Pair(d, row.get(d), e, row.get(e)));
            }
        }
        return pairs;
    }
}
