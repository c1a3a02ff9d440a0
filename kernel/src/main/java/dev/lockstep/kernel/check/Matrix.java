package dev.lockstep.kernel.check;

import dev.lockstep.kernel.api.Schedule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ways in which one program is to be run: values for each dimension, and how they are combined.
 *
 * <ul>
 *   <li>{@code quick}: {@link PairwiseRows}: every pair of values that go together, in few runs;
 *   <li>{@code full}: everything with everything, but for turns of fewer lengths;
 *   <li>a text such as {@code engine=translated|flat,quantum=1|2}: all combinations of these values, and {@code *} stands
 *       for all of a dimension; what is not said is standard.
 * </ul>
 */
public final class Matrix {
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());
    private static final String EVERYTHING = "*";
    private static final int MEAN = 50;

    private static final List<String> SHORT_TURNS = List.of("1", "2", "3");

    /** Lengths of turns that there are fewer of on the machine: a step there takes some hundred instructions. */
    private static final List<String> SHORT_MACHINE_TURNS = List.of("2", "3");

    private static final List<String> SMALL_FRAMES = List.of("large", "small");

    private enum Kind {
        PAIRWISE,
        PRODUCT
    }

    private final Kind kind;
    private final long seed;
    private final Map<Dimension, List<String>> values;

    /** Whether combinations that take very long are left out. */
    private final boolean withoutDear;

    /** Steps that a program may take on the machine, where each takes some hundred instructions. */
    private static final long QUICK_MACHINE_STEPS = 250_000;

    private static final long FULL_MACHINE_STEPS = 25_000;

    /** What a program can take part in. */
    public interface Abilities {
        /** Whether it can run on the bare machine. */
        boolean onMachine();

        /** Whether there are other programs beside which it can run. */
        boolean hasOthers(boolean onMachine);

        /** Whether there is a storm beside which it can run. */
        boolean hasStorm(boolean onMachine);
    }

    private Matrix(Kind kind, long seed, Map<Dimension, List<String>> values, boolean withoutDear) {
        this.kind = kind;
        this.seed = seed;
        this.values = values;
        this.withoutDear = withoutDear;
    }

    /**
     * A matrix from an option's value.
     *
     * @param seed of whatever is random
     * @throws IllegalArgumentException with one line that says what was found and what was wanted
     */
    public static Matrix parse(String text, long seed) {
        return switch (text) {
            case "quick" -> new Matrix(Kind.PAIRWISE, seed, standard(seed), true);
            case "full" -> new Matrix(Kind.PRODUCT, seed, shorter(seed), true);
            default -> new Matrix(Kind.PRODUCT, seed, narrowed(text, seed), false);
        };
    }

    private static Map<Dimension, List<String>> standard(long seed) {
        Map<Dimension, List<String>> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            values.put(dimension, standard(dimension, seed));
        }
        return values;
    }

    /** Of the lengths of turns only those that differ most. */
    private static Map<Dimension, List<String>> shorter(long seed) {
        Map<Dimension, List<String>> values = standard(seed);
        values.put(Dimension.QUANTUM, List.of("1", "3", random(seed), SpecRules.HUGE));
        return values;
    }

    private static String random(long seed) {
        return "random:" + seed + ":" + MEAN;
    }

    private static List<String> standard(Dimension dimension, long seed) {
        return switch (dimension) {
            case ENGINE -> List.of(SpecRules.INTERPRETER, SpecRules.TRANSLATED, SpecRules.FLAT, SpecRules.MACHINE);
            case TRANSLATION -> List.of("granules", SpecRules.NONE, "pinned", "sections", "large", "small");
            case PROMOTION -> List.of("never", "always", "random:" + seed);
            case QUANTUM -> List.of("1", "2", "3", random(seed), SpecRules.HUGE, Schedule.TO_FORK);
            case COMPANY -> List.of(SpecRules.ALONE, "copies", SpecRules.OTHERS, SpecRules.STORM);
            case HARTS -> List.of("1", "2");
            case MIGRATION -> List.of("auto", "always");
            case MEMORY -> List.of(SpecRules.PLENTY, SpecRules.STARVED);
            case MMU -> List.of("steady", "toggled");
            case ASIDS -> List.of("one", "each", "few");
            case DOMAINS -> List.of("one", "each");
            case ORDER -> List.of("round");
            case TIMER -> List.of(SpecRules.NONE, "100");
            case CACHE -> List.of("cold", "warm");
        };
    }

    private static Map<Dimension, List<String>> narrowed(String text, long seed) {
        Map<Dimension, List<String>> values = new EnumMap<>(Dimension.class);
        RunSpec.said(text).forEach((dimension, said) -> {
            List<String> several = said.equals(EVERYTHING) ? standard(dimension, seed) : List.of(said.split("\\|", -1));
            if (!said.equals(EVERYTHING)) {
                several.forEach(value -> SpecRules.requirePossible(dimension, value));
            }
            values.put(dimension, several);
        });
        requireUse(values, RunSpec.said(text));
        return values;
    }

    /** Makes sure that each value that is named has a meaning together with some of the others. */
    private static void requireUse(Map<Dimension, List<String>> values, Map<Dimension, String> said) {
        List<RunSpec> specs = new Matrix(Kind.PRODUCT, 0, values, false).specs(new Abilities() {
            @Override
            public boolean onMachine() {
                return true;
            }

            @Override
            public boolean hasOthers(boolean onMachine) {
                return true;
            }

            @Override
            public boolean hasStorm(boolean onMachine) {
                return true;
            }
        });
        values.forEach((dimension, several) -> several.forEach(value -> {
            if (!said.get(dimension).equals(EVERYTHING)
                    && specs.stream()
                            .noneMatch(spec ->
                                    spec.value(dimension).filter(value::equals).isPresent())) {
                throw new IllegalArgumentException("matrix: found " + dimension.key() + "=" + value
                        + ", which goes with no other value that was given, wanted " + dimension.wanted());
            }
        }));
    }

    /** The values to be tried; standard where the matrix does not say. */
    private List<String> candidates(Dimension dimension, Map<Dimension, String> before) {
        if (!values.containsKey(dimension)) {
            return List.of(SpecRules.standard(dimension, before));
        }
        return values.get(dimension);
    }

    /**
     * The runs of one program, in an order that depends on the seed alone; none where nothing that was asked for can be
     * done with it.
     */
    public List<RunSpec> specs(Abilities abilities) {
        List<RunSpec> specs = new ArrayList<>();
        switch (kind) {
            case PAIRWISE -> {
                SpecChoices choices = new SpecChoices(abilities);
                PairwiseRows.of(choices, seed).forEach(row -> specs.add(choices.spec(row)));
            }
            case PRODUCT -> addAll(specs, new EnumMap<>(Dimension.class), 0, abilities);
        }
        return specs.stream().distinct().toList();
    }

    /** Whether a value can be in a row of this matrix. */
    private boolean allows(Dimension dimension, String value, Map<Dimension, String> before, Abilities abilities) {
        if (SpecRules.objection(dimension, value, before).isPresent()) {
            return false;
        }
        boolean onMachine = dimension != Dimension.ENGINE && SpecRules.onMachine(before);
        boolean fits =
                switch (dimension) {
                    case ENGINE -> !value.equals(SpecRules.MACHINE) || abilities.onMachine();
                    case COMPANY -> hasCompany(value, onMachine, abilities);
                    case TRANSLATION,
                            PROMOTION,
                            QUANTUM,
                            HARTS,
                            MIGRATION,
                            MEMORY,
                            MMU,
                            ASIDS,
                            DOMAINS,
                            ORDER,
                            TIMER,
                            CACHE -> true;
                };
        return fits && (!withoutDear || !isDear(dimension, value, before, onMachine));
    }

    /**
     * What takes so long, for what it can show, that only a matrix that names it has it: processes that go to another hart
     * after every few instructions, or whole sections of 1 MB that are copied as often.
     */
    private static boolean isDear(Dimension dimension, String value, Map<Dimension, String> before, boolean onMachine) {
        String translation = before.getOrDefault(Dimension.TRANSLATION, SpecRules.NONE);
        String quantum = before.getOrDefault(Dimension.QUANTUM, SpecRules.HUGE);
        return switch (dimension) {
            case MIGRATION -> value.equals("always") && SHORT_TURNS.contains(quantum);
            case QUANTUM ->
                onMachine
                        && (SHORT_MACHINE_TURNS.contains(value)
                                || (translation.equals(SpecRules.NONE) && SHORT_TURNS.contains(value)));
            case MEMORY -> onMachine && value.equals(SpecRules.STARVED) && !SMALL_FRAMES.contains(translation);
            case ENGINE, TRANSLATION, PROMOTION, COMPANY, HARTS, MMU, ASIDS, DOMAINS, ORDER, TIMER, CACHE -> false;
        };
    }

    private static boolean hasCompany(String value, boolean onMachine, Abilities abilities) {
        return switch (value) {
            case SpecRules.OTHERS -> abilities.hasOthers(onMachine);
            case SpecRules.STORM -> abilities.hasStorm(onMachine);
            default -> true;
        };
    }

    /** Steps of a program's processes together beyond which it does not run on the machine. */
    long mostMachineSteps() {
        if (!withoutDear) {
            return Long.MAX_VALUE;
        }
        return kind == Kind.PAIRWISE ? QUICK_MACHINE_STEPS : FULL_MACHINE_STEPS;
    }

    /** Whether it asks for a value of a dimension. */
    boolean wants(Dimension dimension, String value) {
        return values.getOrDefault(dimension, List.of()).contains(value);
    }

    private void addAll(List<RunSpec> specs, Map<Dimension, String> row, int next, Abilities abilities) {
        if (next == DIMENSIONS.size()) {
            specs.add(new RunSpec(row));
            return;
        }
        Dimension dimension = DIMENSIONS.get(next);
        if (!SpecRules.applies(dimension, row)) {
            addAll(specs, row, next + 1, abilities);
            return;
        }
        for (String value : candidates(dimension, row)) {
            if (allows(dimension, value, row, abilities)) {
                Map<Dimension, String> longer = new LinkedHashMap<>(row);
                longer.put(dimension, value);
                addAll(specs, longer, next + 1, abilities);
            }
        }
    }

    /** The standard values as choices; value 0 of each dimension stands for its absence. */
    private final class SpecChoices implements Choices {
        private final Abilities abilities;
        private final List<Dimension> dimensions = DIMENSIONS;

        SpecChoices(Abilities abilities) {
            this.abilities = abilities;
        }

        @Override
        public int dimensions() {
            return dimensions.size();
        }

        @Override
        public int values(int dimension) {
            return 1 + values.get(dimensions.get(dimension)).size();
        }

        @Override
        public boolean allows(int[] row, int dimension) {
            Map<Dimension, String> before = new EnumMap<>(Dimension.class);
            for (int d = 0; d < dimension; d++) {
                put(before, d, row[d]);
            }
            Dimension asked = dimensions.get(dimension);
            boolean applies = SpecRules.applies(asked, before);
            if (row[dimension] == 0 || !applies) {
                return row[dimension] == 0 && !applies;
            }
            return Matrix.this.allows(asked, values.get(asked).get(row[dimension] - 1), before, abilities);
        }

        private void put(Map<Dimension, String> row, int dimension, int value) {
            if (value > 0) {
                Dimension named = dimensions.get(dimension);
                row.put(named, values.get(named).get(value - 1));
            }
        }

        RunSpec spec(List<Integer> row) {
            Map<Dimension, String> chosen = new EnumMap<>(Dimension.class);
            for (int d = 0; d < row.size(); d++) {
                put(chosen, d, row.get(d));
            }
            return new RunSpec(chosen);
        }
    }
}
