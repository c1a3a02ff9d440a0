package dev.lockstep.kernel.check;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs that take so long, for what they can show, that only a matrix that names them has them.
 *
 * @param matrix such a matrix: its text is how a user is told of what was left out, and how to have it
 * @param values the values that it names
 */
record DearRuns(String matrix, Map<Dimension, List<String>> values) {
    /**
     * What the matrices {@code quick} and {@code full} leave out: processes that go to another hart after every few
     * instructions, a machine whose kernel takes a turn's hundreds of instructions, or copies a whole section of 1 MB, for every
     * few of the process's.
     */
    static final List<DearRuns> STANDARD = List.of(
            of("quantum=1|2|3,harts=2,migration=always"),
            of("engine=machine,quantum=2|3"),
            of("engine=machine,translation=none,quantum=1"),
            of("engine=machine,translation=pinned|sections,memory=starved"));

    /** Copies the values. */
    DearRuns {
        values = Map.copyOf(values);
    }

    static DearRuns of(String matrix) {
        Map<Dimension, List<String>> values = new EnumMap<>(Dimension.class);
        RunSpec.said("", matrix)
                .forEach((dimension, said) -> values.put(dimension, Arrays.asList(said.split("\\|", -1))));
        return new DearRuns(matrix, values);
    }

    /**
     * Whether a run is one of them, as far as it is known.
     *
     * @param dimension that was decided last
     * @param before what was decided earlier
     */
    boolean has(Dimension dimension, String value, Map<Dimension, String> before) {
        return values.entrySet().stream().allMatch(entry -> {
            String decided = entry.getKey() == dimension ? value : before.getOrDefault(entry.getKey(), "");
            return entry.getValue().contains(decided);
        });
    }

    /** Whether a run is one of them. */
    boolean describes(RunSpec spec) {
        return values.entrySet().stream()
                .allMatch(entry -> entry.getValue().contains(spec.values().getOrDefault(entry.getKey(), "")));
    }
}
