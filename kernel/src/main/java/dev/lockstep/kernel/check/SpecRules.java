package dev.lockstep.kernel.check;

import dev.lockstep.kernel.api.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which dimensions a run has, which values go together, and what holds where nothing is said. */
final class SpecRules {
    static final String INTERPRETER = "interpreter";
    static final String TRANSLATED = "translated";
    static final String FLAT = "flat";
    static final String MACHINE = "machine";
    static final String NONE = "none";
    static final String HUGE = "huge";
    static final String ALONE = "alone";
    static final String OTHERS = "others";
    static final String STORM = "storm";
    static final String PLENTY = "plenty";
    static final String STARVED = "starved";

    private static final String ONE = "1";
    private static final String RANDOM = "random:-?[0-9]{1,18}";
    private static final int MOST_MICROSECONDS = 1_000_000;

    private SpecRules() {}

    /**
     * Whether a run has a dimension.
     *
     * @param before the values of all dimensions before this one that it has
     */
    static boolean applies(Dimension dimension, Map<Dimension, String> before) {
        return switch (dimension) {
            case ENGINE, TRANSLATION, QUANTUM, COMPANY, MEMORY -> true;
            case PROMOTION, CACHE -> translates(before);
            case HARTS -> !onMachine(before);
            case MIGRATION ->
                before.containsKey(Dimension.HARTS)
                        && !before.get(Dimension.HARTS).equals(ONE);
            case MMU, ASIDS, DOMAINS ->
                onMachine(before) && !before.get(Dimension.TRANSLATION).equals(NONE);
            case ORDER, TIMER -> onMachine(before);
        };
    }

    /** Without what a run does not have a dimension; empty for one that all have. */
    static String needed(Dimension dimension) {
        return switch (dimension) {
            case ENGINE, TRANSLATION, QUANTUM, COMPANY, MEMORY -> "";
            case PROMOTION, CACHE -> "engine=translated or engine=flat";
            case HARTS -> "another engine than machine";
            case MIGRATION -> "harts=2 or more";
            case MMU, ASIDS, DOMAINS -> "engine=machine and another translation than none";
            case ORDER, TIMER -> "engine=machine";
        };
    }

    static boolean onMachine(Map<Dimension, String> values) {
        return values.get(Dimension.ENGINE).equals(MACHINE);
    }

    private static boolean translates(Map<Dimension, String> values) {
        return isFlat(values) || values.get(Dimension.ENGINE).equals(TRANSLATED);
    }

    private static boolean isFlat(Map<Dimension, String> values) {
        return values.get(Dimension.ENGINE).equals(FLAT);
    }

    /** What a dimension that applies is where nothing is said. */
    static String standard(Dimension dimension, Map<Dimension, String> before) {
        return switch (dimension) {
            case ENGINE -> INTERPRETER;
            case TRANSLATION -> onMachine(before) ? "sections" : "granules";
            case PROMOTION -> isFlat(before) ? "always" : "never";
            case QUANTUM -> HUGE;
            case COMPANY -> ALONE;
            case HARTS -> ONE;
            case MIGRATION -> "auto";
            case MEMORY -> PLENTY;
            case MMU -> "steady";
            case ASIDS, DOMAINS -> "one";
            case ORDER -> "round";
            case TIMER -> NONE;
            case CACHE -> "cold";
        };
    }

    /**
     * Why a dimension that applies cannot have a value.
     *
     * @param before the values of all dimensions before this one that it has
     * @return what was wanted; empty where it can
     */
    static Optional<String> objection(Dimension dimension, String value, Map<Dimension, String> before) {
        return switch (dimension) {
            case ENGINE -> oneOf(dimension, value, INTERPRETER, TRANSLATED, FLAT, MACHINE);
            case TRANSLATION ->
                onMachine(before)
                        ? oneOf(dimension, value, NONE, "pinned", "sections", "large", "small")
                        : oneOf(dimension, value, "granules");
            case PROMOTION ->
                isFlat(before)
                        ? matches(dimension, value, "always|" + RANDOM)
                        : oneOf(dimension, value, "never", "auto");
            case QUANTUM -> quantum(value, before);
            case COMPANY -> oneOf(dimension, value, ALONE, "copies", OTHERS, STORM);
            case HARTS -> matches(dimension, value, "[1-8]");
            case MIGRATION -> oneOf(dimension, value, "auto", "never", "always");
            case MEMORY -> memory(value, before);
            case MMU -> oneOf(dimension, value, "steady", "toggled");
            case ASIDS -> oneOf(dimension, value, "one", "each", "few");
            case DOMAINS -> oneOf(dimension, value, "one", "each");
            case ORDER -> matches(dimension, value, "round|" + RANDOM);
            case TIMER -> timer(value, before);
            case CACHE -> oneOf(dimension, value, "cold", "warm");
        };
    }

    /**
     * Makes sure that a dimension can have a value with some engine.
     *
     * @throws IllegalArgumentException with one line that says what was found and what was wanted
     */
    static void requirePossible(Dimension dimension, String value) {
        boolean possible = Stream.of(INTERPRETER, FLAT, MACHINE).anyMatch(engine -> {
            Map<Dimension, String> before = Map.of(Dimension.ENGINE, engine, Dimension.QUANTUM, HUGE);
            return objection(dimension, value, before).isEmpty();
        });
        if (!possible) {
            throw new IllegalArgumentException(
                    dimension.key() + ": found '" + value + "', wanted " + dimension.wanted());
        }
    }

    private static Optional<String> oneOf(Dimension dimension, String value, String... values) {
        return List.of(values).contains(value) ? Optional.empty() : Optional.of(dimension.wanted());
    }

    private static Optional<String> matches(Dimension dimension, String value, String pattern) {
        return value.matches(pattern) ? Optional.empty() : Optional.of(dimension.wanted());
    }

    private static Optional<String> quantum(String value, Map<Dimension, String> before) {
        if (value.equals(HUGE)) {
            return Optional.empty();
        }
        if (value.equals(Schedule.TO_FORK) && onMachine(before)) {
            return Optional.of("a number of steps, random:SEED:MEAN or huge on the machine");
        }
        try {
            Schedule.parse(value);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Dimension.QUANTUM.wanted());
        }
    }

    /**
     * How much several harts need at one time is different in every run; and without the MMU the guest kernel has nowhere
     * else to keep what a process needs.
     */
    private static Optional<String> memory(String value, Map<Dimension, String> before) {
        boolean several = before.containsKey(Dimension.MIGRATION);
        boolean fixed = NONE.equals(before.get(Dimension.TRANSLATION));
        if (value.equals(STARVED) && (several || fixed)) {
            return Optional.of(several ? "plenty, or harts=1" : "plenty, or another translation than none");
        }
        return oneOf(Dimension.MEMORY, value, PLENTY, STARVED);
    }

    /** Turns end by interrupts or by counted steps, not both. */
    private static Optional<String> timer(String value, Map<Dimension, String> before) {
        if (value.equals(NONE)) {
            return Optional.empty();
        }
        if (!HUGE.equals(before.get(Dimension.QUANTUM))) {
            return Optional.of("none, or quantum=huge");
        }
        boolean right = value.matches("[1-9][0-9]{0,6}") && Integer.parseInt(value) <= MOST_MICROSECONDS;
        return right ? Optional.empty() : Optional.of("none or 1 to " + MOST_MICROSECONDS + " microseconds");
    }
}
