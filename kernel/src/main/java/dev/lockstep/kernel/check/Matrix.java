package dev.lockstep.kernel.check;

import dev.lockstep.kernel.api.Schedule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The ways in which one program is to be run: values for each dimension, and how they are combined.
 *
 * <ul>
 *   <li>{@code quick}: {@link PairwiseRows}: every pair of values that go together, in few runs;
 *   <li>{@code full}: these, and all combinations of all values but {@link #ONLY_IN_PAIRS}, of long programs fewer;
 *   <li>a text such as {@code engine=translated|flat,quantum=1|2}: all combinations of these values, and {@code *} stands
 *       for all of a dimension; what is not said is standard.
 * </ul>
 *
 * The first two leave out {@link #leftOut}.
 */
public final class Matrix {
    private static final String EVERYTHING = "*";
    private static final int MEAN = 50;

    /** Lengths of turns that {@code full} has no more of than {@code quick}: they differ least from others. */
    private static final List<String> ONLY_IN_PAIRS = List.of("2", Schedule.TO_FORK);

    /** Values that only a matrix has that names them: those that are standard are much like them. */
    private static final List<String> NOT_STANDARD = List.of(
            "engine=machine,order=random:1",
            "engine=translated,promotion=auto",
            "harts=2,migration=never",
            "harts=3|4|5|6|7|8");

    /** Steps that a program may take on the machine, where each takes some hundred instructions. */
    private static final long QUICK_MACHINE_STEPS = 250_000;

    private static final long FULL_MACHINE_STEPS = 25_000;

    /** Steps that a program may take that {@code full} runs in company in more ways than {@code quick}: each is several programs. */
    private static final long FULL_COMPANY_STEPS = 1_000_000;

    private static final Abilities EVERYTHING_THERE = new Abilities() {
        @Override
        public long steps() {
            return 0;
        }

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
    };

    private final List<MatrixPart> parts;
    private final List<String> leftOut;

    /** What a program can take part in. */
    public interface Abilities {
        /** Steps that all its processes take together, alone. */
        long steps();

        /** Whether it can run on the bare machine. */
        boolean onMachine();

        /** Whether there are other programs beside which it can run. */
        boolean hasOthers(boolean onMachine);

        /** Whether there is a storm beside which it can run. */
        boolean hasStorm(boolean onMachine);
    }

    private Matrix(List<MatrixPart> parts, List<String> leftOut) {
        this.parts = parts;
        this.leftOut = leftOut;
    }

    /**
     * A matrix from an option's value.
     *
     * @param seed of whatever is random
     * @throws IllegalArgumentException with one line that says what was found and what was wanted
     */
    public static Matrix parse(String text, long seed) {
        return switch (text.trim()) {
            case "" -> throw new IllegalArgumentException("found nothing, wanted quick, full or KEY=VALUE|VALUE,...");
            case "quick" -> new Matrix(List.of(quick(seed)), notThere().toList());
            case "full" -> full(seed);
            default -> new Matrix(List.of(named(narrowed(text, seed))), List.of());
        };
    }

    private static MatrixPart quick(long seed) {
        return new MatrixPart(
                MatrixPart.Kind.PAIRWISE,
                seed,
                standard(seed),
                DearRuns.STANDARD,
                new MatrixPart.Bounds(QUICK_MACHINE_STEPS, Long.MAX_VALUE));
    }

    private static Matrix full(long seed) {
        Map<Dimension, List<String>> values = standard(seed);
        values.computeIfPresent(Dimension.QUANTUM, (dimension, all) -> all.stream()
                .filter(value -> !ONLY_IN_PAIRS.contains(value))
                .toList());
        MatrixPart product = new MatrixPart(
                MatrixPart.Kind.PRODUCT,
                seed,
                values,
                DearRuns.STANDARD,
                new MatrixPart.Bounds(FULL_MACHINE_STEPS, FULL_COMPANY_STEPS));
        Stream<String> pairs = Stream.of(
                "quantum=" + String.join("|", ONLY_IN_PAIRS) + ", but for the runs of quick",
                "engine=machine of programs that take more than " + FULL_MACHINE_STEPS
                        + " steps, but for the runs of quick",
                "company=copies|others|storm of programs that take more than " + FULL_COMPANY_STEPS
                        + " steps, but for the runs of quick");
        return new Matrix(
                List.of(quick(seed), product), Stream.concat(notThere(), pairs).toList());
    }

    private static Stream<String> notThere() {
        return Stream.concat(DearRuns.STANDARD.stream().map(DearRuns::matrix), NOT_STANDARD.stream());
    }

    private static MatrixPart named(Map<Dimension, List<String>> values) {
        return new MatrixPart(
                MatrixPart.Kind.PRODUCT, 0, values, List.of(), new MatrixPart.Bounds(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private static Map<Dimension, List<String>> standard(long seed) {
        Map<Dimension, List<String>> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            values.put(dimension, standard(dimension, seed));
        }
        return values;
    }

    private static List<String> standard(Dimension dimension, long seed) {
        return switch (dimension) {
            case ENGINE -> List.of(SpecRules.INTERPRETER, SpecRules.TRANSLATED, SpecRules.FLAT, SpecRules.MACHINE);
            case TRANSLATION -> List.of("granules", SpecRules.NONE, "pinned", "sections", "large", "small");
            case PROMOTION -> List.of("never", "always", "random:" + seed);
            case QUANTUM -> List.of("1", "2", "3", "random:" + seed + ":" + MEAN, SpecRules.HUGE, Schedule.TO_FORK);
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
        RunSpec.said("", text).forEach((dimension, said) -> {
            List<String> several = said.equals(EVERYTHING) ? standard(dimension, seed) : List.of(said.split("\\|", -1));
            if (!said.equals(EVERYTHING)) {
                several.forEach(value -> SpecRules.requirePossible(dimension, value));
            }
            values.put(dimension, several);
        });
        requireUse(values, RunSpec.said("", text));
        return values;
    }

    /** Makes sure that each value has a meaning together with some of the others, or one of all that stand for a star. */
    private static void requireUse(Map<Dimension, List<String>> values, Map<Dimension, String> said) {
        List<RunSpec> specs = named(values).specs(EVERYTHING_THERE);
        values.forEach((dimension, several) -> {
            Predicate<String> used = value -> specs.stream()
                    .anyMatch(
                            spec -> spec.value(dimension).filter(value::equals).isPresent());
            boolean right = said.get(dimension).equals(EVERYTHING)
                    ? several.stream().anyMatch(used)
                    : several.stream().allMatch(used);
            if (!right) {
                Map<Dimension, List<String>> one = new EnumMap<>(values);
                one.put(
                        dimension,
                        several.stream().filter(used.negate()).limit(1).toList());
                throw new IllegalArgumentException(reason(one));
            }
        });
    }

    /** Why values have no run: the last of them that does not go with the others. */
    private static String reason(Map<Dimension, List<String>> values) {
        List<Dimension> named = new ArrayList<>(values.keySet());
        for (Dimension dimension : named.reversed()) {
            String value = values.get(dimension).getFirst();
            Optional<String> wanted = wanted(values, dimension, value);
            if (wanted.isPresent()) {
                return dimension.key() + ": found '" + value + "', wanted " + wanted.get();
            }
        }
        return "found values that do not go together, wanted some that do";
    }

    /** What a value needs beside the others, or what they allow instead of it. */
    private static Optional<String> wanted(Map<Dimension, List<String>> values, Dimension dimension, String value) {
        Map<Dimension, List<String>> others = new EnumMap<>(values);
        others.remove(dimension);
        for (RunSpec spec : named(others).specs(EVERYTHING_THERE)) {
            Map<Dimension, String> before = new EnumMap<>(spec.values());
            before.keySet().removeIf(each -> each.compareTo(dimension) >= 0);
            if (!SpecRules.applies(dimension, before)) {
                return Optional.of(SpecRules.needed(dimension) + " with it");
            }
            Optional<String> objection = SpecRules.objection(dimension, value, before);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    /**
     * What it leaves out of all combinations of its values because it takes long, each as a matrix that has it, with more words
     * where some of it is there; empty for a matrix that names its values.
     */
    public List<String> leftOut() {
        return leftOut;
    }

    /** What it is put together from; a run that several have is that of the first. */
    List<MatrixPart> parts() {
        return parts;
    }

    /**
     * The runs of one program, in an order that depends on the seed alone; none where nothing that was asked for can be
     * done with it.
     */
    public List<RunSpec> specs(Abilities abilities) {
        Set<RunSpec> specs = new LinkedHashSet<>();
        parts.forEach(part -> specs.addAll(part.specs(abilities)));
        return List.copyOf(specs);
    }

    /** Steps of a program's processes together beyond which it has no run on the machine. */
    long mostMachineSteps() {
        return parts.stream().mapToLong(MatrixPart::mostMachineSteps).max().orElse(0);
    }

    /** Whether it asks for a value of a dimension. */
    boolean wants(Dimension dimension, String value) {
        return parts.stream().anyMatch(part -> part.wants(dimension, value));
    }
}
