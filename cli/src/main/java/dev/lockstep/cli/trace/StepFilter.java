package dev.lockstep.cli.trace;

import dev.lockstep.isa.Opcode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides which steps are written: those that fit all its terms.
 *
 * <p>As text: terms with commas between them, each a word, {@code =} and values with {@code +} between them, of which one must
 * fit. {@code process=1.2} is that process and its descendants, {@code function=main} that function, {@code
 * pc=0x8000-0x80ff} addresses, both included, {@code step=100-200} step numbers ({@code 100-} for all from there), {@code
 * opcode=LDM} instructions, {@code class=calls} a kind of step; {@code class=} may be left out.
 */
public final class StepFilter {
    private static final String WANTED = "wanted process=, function=, pc=, step=, opcode= or class= and values";

    private final List<Predicate<TracedStep>> terms;

    private StepFilter(List<Predicate<TracedStep>> terms) {
        this.terms = terms;
    }

    /**
     * A filter from its text.
     *
     * @throws IllegalArgumentException with a line of what was found and wanted
     */
    public static StepFilter parse(String text) {
        return new StepFilter(
                Arrays.stream(text.split(",", -1)).map(StepFilter::term).toList());
    }

    private static Predicate<TracedStep> term(String text) {
        int equals = text.indexOf('=');
        String word = equals < 0 ? "class" : text.substring(0, equals);
        String values = text.substring(equals + 1);
        return switch (word) {
            case "process" -> any(values, StepFilter::process);
            case "function" -> any(values, name -> step -> step.function().equals(name));
            case "pc" ->
                any(values, value -> {
                    Range range = Range.parse(value, "an address or two such as 0x8000-0x80ff", 0xffffffffL);
                    return step -> range.contains(step.at() & 0xffffffffL);
                });
            case "step" ->
                any(values, value -> {
                    Range range = Range.parse(value, "a step or steps such as 100-200 or 100-", Long.MAX_VALUE);
                    return step -> range.contains(step.number());
                });
            case "opcode" ->
                any(values, value -> {
                    Opcode opcode = constant(Opcode.values(), value, "an opcode such as LDR");
                    return step -> step.instruction().opcode() == opcode;
                });
            case "class" ->
                any(values, value -> {
                    StepClass kind = constant(StepClass.values(), value, "one of " + words());
                    return step -> kind.contains(step.instruction(), step.branched(), step.stored());
                });
            default -> throw new IllegalArgumentException("found '" + text + "', " + WANTED);
        };
    }

    private static Predicate<TracedStep> any(String values, Function<String, Predicate<TracedStep>> parser) {
        List<Predicate<TracedStep>> all =
                Arrays.stream(values.split("\\+", -1)).map(parser).toList();
        return step -> all.stream().anyMatch(each -> each.test(step));
    }

    private static Predicate<TracedStep> process(String path) {
        if (!path.matches("[1-9][0-9]{0,9}(\\.[1-9][0-9]{0,9})*")) {
            throw new IllegalArgumentException("found '" + path + "', wanted a process such as 1 or 1.3.2");
        }
        return step -> step.process().startsWith(path)
                && (step.process().length() == path.length() || step.process().charAt(path.length()) == '.');
    }

    private static <E extends Enum<E>> E constant(E[] constants, String value, String wanted) {
        for (E constant : constants) {
            if (constant.name().equals(value.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("found '" + value + "', wanted " + wanted);
    }

    private static String words() {
        return Arrays.stream(StepClass.values()).map(StepClass::toString).collect(Collectors.joining(", "));
    }

    /** Whether a step is to be written. */
    boolean passes(TracedStep step) {
        for (Predicate<TracedStep> term : terms) {
            if (!term.test(step)) {
                return false;
            }
        }
        return true;
    }

    /** Numbers from one to another, both included. */
    private record Range(long first, long last) {
        static Range parse(String text, String wanted, long most) {
            try {
                int dash = text.indexOf('-');
                long first = Long.decode(dash < 0 ? text : text.substring(0, dash));
                String end = text.substring(dash + 1);
                long last = dash >= 0 && end.isEmpty() ? most : Long.decode(end);
                if (0 <= first && first <= last && last <= most) {
                    return new Range(first, last);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("found '" + text + "', wanted " + wanted, e);
            }
            throw new IllegalArgumentException("found '" + text + "', wanted " + wanted);
        }

        boolean contains(long number) {
            return first <= number && number <= last;
        }
    }
}
