package dev.lockstep.cli;

import java.util.Map;
import java.util.Stack;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * The ports at which two gdbs are waited for.
 *
 * @param first 0 for any that is free
 * @param second 0 for any that is free
 */
record GdbPorts(int first, int second) {
    /** Any two that are free, as a word. */
    static final String FREE = "0";

    private static final int HIGHEST = 65535;
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})(?:,([0-9]{1,5}))?");

    /** One port means that and the next one. */
    static final class Converter implements ITypeConverter<GdbPorts> {
        @Override
        public GdbPorts convert(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (matcher.matches()) {
                int first = Integer.parseInt(matcher.group(1));
                int next = first == 0 ? 0 : first + 1;
                int second = matcher.group(2) == null ? next : Integer.parseInt(matcher.group(2));
                if (first <= HIGHEST && second <= HIGHEST && (first == 0 || first != second)) {
                    return new GdbPorts(first, second);
                }
            }
            throw new TypeConversionException(
                    "found '" + text + "', wanted PORT or PORT,PORT, each from 0 to 65535, not the same");
        }
    }

    /** Leaves the word behind the option alone where that is not ports: it needs none. */
    static final class Preprocessor implements IParameterPreprocessor {
        private static final String SEPARATOR = "separator";

        @Override
        @SuppressWarnings("JdkObsolete") // picocli's choice
        public boolean preprocess(
                Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> circumstances) {
            boolean ports = !words.isEmpty() && TEXT.matcher(words.peek()).matches();
            if (!ports && !"=".equals(circumstances.get(SEPARATOR))) {
                words.push(FREE);
            }
            return false;
        }
    }
}
