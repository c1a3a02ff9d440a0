package dev.lockstep.kernel.check;

import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.api.Schedule;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * One way of running a program: a value for each dimension that such a run has.
 *
 * <p>Its text is {@code key=value,key=value}, for instance {@code engine=flat,quantum=1,company=copies}. What is not said is
 * as in {@link #REFERENCE}: interpreted, alone, in turns as long as can be, with plenty of memory.
 *
 * @param values of all dimensions that apply, and of no others
 */
public record RunSpec(Map<Dimension, String> values) {
    /** What every other run is compared with. */
    public static final RunSpec REFERENCE = completed(Map.of());

    private static final char SEPARATOR = ',';

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException with one line that says what was found and what was wanted
     */
    public RunSpec {
        Map<Dimension, String> sorted = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            boolean applies = SpecRules.applies(dimension, sorted);
            String value = values.get(dimension);
            if (value != null && !applies) {
                throw new IllegalArgumentException(dimension.key() + ": found '" + value + "', wanted "
                        + SpecRules.needed(dimension) + " with it");
            }
            if (applies && value == null) {
                throw new IllegalArgumentException(dimension.key() + ": found nothing, wanted " + dimension.wanted());
            }
            if (applies) {
                SpecRules.objection(dimension, value, sorted).ifPresent(wanted -> {
                    throw new IllegalArgumentException(
                            dimension.key() + ": found '" + value + "', wanted " + wanted + with(sorted));
                });
                sorted.put(dimension, value);
            }
        }
        values = Collections.unmodifiableMap(sorted);
    }

    /** Who executes the instructions. */
    public enum Executor {
        INTERPRETER,
        /** Translated code, memory in granules. */
        TRANSLATED,
        /** Translated code, memory made flat. */
        FLAT,
        /** The bare machine with our guest kernel. */
        MACHINE
    }

    /** Who else runs. */
    public enum Company {
        ALONE,
        /** More of the same program. */
        COPIES,
        /** The other programs of the check. */
        OTHERS,
        /** A program that forks and forks. */
        STORM
    }

    /**
     * A way of running from its text; what it does not say is as in {@link #REFERENCE}, and an empty one is that.
     *
     * @throws IllegalArgumentException with one line that says what was found and what was wanted
     */
    public static RunSpec parse(String text) {
        return completed(said("run: ", text));
    }

    /**
     * The values that a text names, not yet checked.
     *
     * @param what the beginning of messages
     */
    static Map<Dimension, String> said(String what, String text) {
        Map<Dimension, String> said = new EnumMap<>(Dimension.class);
        for (String part : text.isBlank() ? List.<String>of() : List.of(text.split(",", -1))) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        what + "found '" + part + "', wanted KEY=VALUE, KEY one of " + keys());
            }
            String key = part.substring(0, equals).trim();
            Dimension dimension = Dimension.named(key)
                    .orElseThrow(
                            () -> new IllegalArgumentException(what + "found '" + key + "', wanted one of " + keys()));
            if (said.put(dimension, part.substring(equals + 1).trim()) != null) {
                throw new IllegalArgumentException(what + "found " + key + " twice, wanted it once");
            }
        }
        return said;
    }

    static String keys() {
        return String.join(
                ", ", Stream.of(Dimension.values()).map(Dimension::key).toList());
    }

    /** With the standard values for what is missing; what does not apply is complained about. */
    static RunSpec completed(Map<Dimension, String> some) {
        Map<Dimension, String> all = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (some.containsKey(dimension)) {
                all.put(dimension, some.get(dimension));
            } else if (SpecRules.applies(dimension, all)) {
                all.put(dimension, SpecRules.standard(dimension, all));
            }
        }
        return new RunSpec(all);
    }

    /**
     * The same but for one dimension. Dimensions that then do not apply are gone, those that newly do are standard.
     *
     * @throws IllegalArgumentException when the other values do not go with this one
     */
    public RunSpec with(Dimension changed, String value) {
        Map<Dimension, String> all = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (dimension == changed) {
                all.put(dimension, value);
            } else if (SpecRules.applies(dimension, all)) {
                all.put(dimension, values.getOrDefault(dimension, SpecRules.standard(dimension, all)));
            }
        }
        return new RunSpec(all);
    }

    /** The value of a dimension; empty when it does not apply. */
    public Optional<String> value(Dimension dimension) {
        return Optional.ofNullable(values.get(dimension));
    }

    private String required(Dimension dimension) {
        return value(dimension)
                .orElseThrow(() -> new IllegalStateException("there is no " + dimension.key() + " with " + this));
    }

    public Executor executor() {
        return Executor.valueOf(required(Dimension.ENGINE).toUpperCase(Locale.ROOT));
    }

    public boolean onMachine() {
        return executor() == Executor.MACHINE;
    }

    public Company company() {
        return Company.valueOf(required(Dimension.COMPANY).toUpperCase(Locale.ROOT));
    }

    /** How long turns are. */
    public Schedule schedule() {
        String quantum = required(Dimension.QUANTUM);
        return quantum.equals(SpecRules.HUGE) ? new Schedule.Exact(Integer.MAX_VALUE) : Schedule.parse(quantum);
    }

    /** At least 1; on the machine 1. */
    public int harts() {
        return value(Dimension.HARTS).map(Integer::parseInt).orElse(1);
    }

    /** When processes go to another hart; AUTO where there is none. */
    public Migration migration() {
        return value(Dimension.MIGRATION)
                .map(text -> Migration.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(Migration.AUTO);
    }

    /** Whether there is hardly more memory than processes need. */
    public boolean starved() {
        return required(Dimension.MEMORY).equals(SpecRules.STARVED);
    }

    /** Whether translated code of an earlier run is there. */
    public boolean warm() {
        return value(Dimension.CACHE).filter("warm"::equals).isPresent();
    }

    /** When memory is made flat, as {@code PromotionPolicy.parse} reads it. */
    public Optional<String> promotion() {
        return value(Dimension.PROMOTION);
    }

    /** The whole text; {@link #parse} gives the same value. */
    @Override
    public String toString() {
        return text(values);
    }

    /** Only what differs from {@link #REFERENCE}, and the engine. */
    public String brief() {
        Map<Dimension, String> said = new EnumMap<>(Dimension.class);
        Map<Dimension, String> before = new EnumMap<>(Dimension.class);
        values.forEach((dimension, value) -> {
            if (dimension == Dimension.ENGINE || !value.equals(SpecRules.standard(dimension, before))) {
                said.put(dimension, value);
            }
            before.put(dimension, value);
        });
        return text(said);
    }

    private static String with(Map<Dimension, String> before) {
        return before.isEmpty() ? "" : " (with " + text(before) + ")";
    }

    private static String text(Map<Dimension, String> values) {
        StringJoiner text = new StringJoiner(String.valueOf(SEPARATOR));
        values.forEach((dimension, value) -> text.add(dimension.key() + "=" + value));
        return text.toString();
    }
}
