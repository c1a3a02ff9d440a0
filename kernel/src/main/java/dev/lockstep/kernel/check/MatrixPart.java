package dev.lockstep.kernel.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values for some dimensions, and one way of combining them to runs: all with all, or every pair of them. */
final class MatrixPart {
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());

    /** How values are combined. */
    enum Kind {
        PAIRWISE,
        PRODUCT
    }

    private final Kind kind;
    private final long seed;
    private final Map<Dimension, List<String>> values;
    private final List<DearRuns> dear;
    private final Bounds bounds;

    /**
     * Steps that a program may take at most, all its processes together.
     *
     * @param machineSteps to run on the machine
     * @param companySteps to run in company
     */
    record Bounds(long machineSteps, long companySteps) {}

    /**
     * A part.
     *
     * @param seed decides which pairs come together in a row
     * @param values to be tried; of a dimension that is not there the standard one
     * @param dear runs that are not in it
     * @param bounds of the programs that take part
     */
    MatrixPart(Kind kind, long seed, Map<Dimension, List<String>> values, List<DearRuns> dear, Bounds bounds) {
        this.kind = kind;
        this.seed = seed;
        this.values = values;
        this.dear = dear;
        this.bounds = bounds;
    }

    /** Steps of a program's processes together beyond which it does not run on the machine in this part. */
    long mostMachineSteps() {
        return bounds.machineSteps();
    }

    /** Whether it asks for a value of a dimension. */
    boolean wants(Dimension dimension, String value) {
        return values.getOrDefault(dimension, List.of()).contains(value);
    }

    /** The runs of one program, each once, in an order that depends on the seed alone. */
    List<RunSpec> specs(Matrix.Abilities abilities) {
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

    /** The values to be tried; standard where nothing is said. */
    private List<String> candidates(Dimension dimension, Map<Dimension, String> before) {
        return values.containsKey(dimension) ? values.get(dimension) : List.of(SpecRules.standard(dimension, before));
    }

    /** Whether a value can be in a row. */
    private boolean allows(
            Dimension dimension, String value, Map<Dimension, String> before, Matrix.Abilities abilities) {
        if (SpecRules.objection(dimension, value, before).isPresent()
                || dear.stream().anyMatch(each -> each.has(dimension, value, before))) {
            return false;
        }
        boolean onMachine = dimension != Dimension.ENGINE && SpecRules.onMachine(before);
        return switch (dimension) {
            case ENGINE -> !value.equals(SpecRules.MACHINE) || abilities.onMachine();
            case COMPANY -> hasCompany(value, onMachine, abilities);
            case TRANSLATION, PROMOTION, QUANTUM, HARTS, MIGRATION, MEMORY, MMU, ASIDS, DOMAINS, ORDER, TIMER, CACHE ->
                true;
        };
    }

    private boolean hasCompany(String value, boolean onMachine, Matrix.Abilities abilities) {
        if (!value.equals(SpecRules.ALONE) && abilities.steps() > bounds.companySteps()) {
            return false;
        }
        return switch (value) {
            case SpecRules.OTHERS -> abilities.hasOthers(onMachine);
            case SpecRules.STORM -> abilities.hasStorm(onMachine);
            default -> true;
        };
    }

    private void addAll(List<RunSpec> specs, Map<Dimension, String> row, int next, Matrix.Abilities abilities) {
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

    /** The values as choices; value 0 of each dimension stands for its absence. */
    private final class SpecChoices implements Choices {
        private final Matrix.Abilities abilities;

        SpecChoices(Matrix.Abilities abilities) {
            this.abilities = abilities;
        }

        @Override
        public int dimensions() {
            return DIMENSIONS.size();
        }

        @Override
        public int values(int dimension) {
            return 1 + values.get(DIMENSIONS.get(dimension)).size();
        }

        @Override
        public boolean allows(int[] row, int dimension) {
            Map<Dimension, String> before = new EnumMap<>(Dimension.class);
            for (int d = 0; d < dimension; d++) {
                put(before, d, row[d]);
            }
            Dimension asked = DIMENSIONS.get(dimension);
            boolean applies = SpecRules.applies(asked, before);
            if (row[dimension] == 0 || !applies) {
                return row[dimension] == 0 && !applies;
            }
            return MatrixPart.this.allows(asked, values.get(asked).get(row[dimension] - 1), before, abilities);
        }

        private void put(Map<Dimension, String> row, int dimension, int value) {
            if (value > 0) {
                Dimension named = DIMENSIONS.get(dimension);
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
