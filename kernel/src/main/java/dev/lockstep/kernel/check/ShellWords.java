package dev.lockstep.kernel.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Words as a shell writes them: in commands that are printed to be run again, in ledgers, and in a program and its arguments
 * that are given as one word. What is written is one line, whatever the words are, and both {@link #split} and bash read the
 * same words from it.
 *
 * <p>Quoting is that of POSIX.1-2024 (Shell Command Language 2.2), with {@code $'...'} for control characters. When words are
 * read nothing is expanded: a {@code $} without a quote behind it, a backquote and a {@code *} are what they are.
 */
public final class ShellWords {
    private static final String HARMLESS = "[A-Za-z0-9_@%+=:,./-]+";

    /** What follows a backslash in {@code $'...'}, and in the same order what both stand for. */
    private static final String LETTERS = "abefnrtv\\'\"?";

    private static final String MEANINGS = "\u0007\b\u001b\f\n\r\t\u000b\\'\"?";
    private static final String SPACES = " \t\n";
    private static final int DELETE = 0x7f;
    private static final int OCTAL_DIGITS = 3;

    private final String text;
    private int next;

    private ShellWords(String text) {
        this.text = text;
    }

    /** A word in the quotes that it needs. */
    public static String quote(String word) {
        if (word.matches(HARMLESS)) {
            return word;
        }
        return word.chars().anyMatch(ShellWords::isControl) ? escaped(word) : "'" + word.replace("'", "'\\''") + "'";
    }

    private static boolean isControl(int c) {
        return c < ' ' || c == DELETE;
    }

    private static String escaped(String word) {
        StringBuilder quoted = new StringBuilder("$'");
        for (int k = 0; k < word.length(); k++) {
            char c = word.charAt(k);
            int letter = MEANINGS.indexOf(c);
            if (c == '\\' || c == '\'' || isControl(c) && letter >= 0) {
                quoted.append('\\').append(LETTERS.charAt(letter));
            } else if (isControl(c)) {
                quoted.append("\\%03o".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('\'').toString();
    }

    /** Words with a space between them, each in the quotes that it needs. */
    public static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    /**
     * The words of a text.
     *
     * @return none where there is nothing but spaces
     * @throws IllegalArgumentException with what was found and what was wanted, when a quote has no end
     */
    public static List<String> split(String text) {
        ShellWords reader = new ShellWords(text);
        List<String> words = new ArrayList<>();
        for (reader.skipSpaces(); !reader.atEnd(); reader.skipSpaces()) {
            words.add(reader.word());
        }
        return words;
    }

    private boolean atEnd() {
        return next == text.length();
    }

    private boolean at(IntPredicate wanted) {
        return !atEnd() && wanted.test(text.charAt(next));
    }

    private void skipSpaces() {
        while (at(c -> SPACES.indexOf(c) >= 0)) {
            next++;
        }
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (at(c -> SPACES.indexOf(c) < 0)) {
            char c = text.charAt(next++);
            if (c == '\'') {
                single(word);
            } else if (c == '"') {
                quoted(word);
            } else if (c == '$' && at(quote -> quote == '\'')) {
                next++;
                dollar(word);
            } else if (c == '\\') {
                escaped(word);
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    private char more(String begun) {
        if (atEnd()) {
            throw new IllegalArgumentException(
                    "found " + begun + " without its end, wanted words as a shell writes them");
        }
        return text.charAt(next++);
    }

    private void single(StringBuilder word) {
        for (char c = more("'"); c != '\''; c = more("'")) {
            word.append(c);
        }
    }

    private void quoted(StringBuilder word) {
        for (char c = more("\""); c != '"'; c = more("\"")) {
            if (c != '\\') {
                word.append(c);
            } else if (at(escaped -> "$`\"\\".indexOf(escaped) >= 0)) {
                word.append(text.charAt(next++));
            } else if (at(escaped -> escaped == '\n')) {
                next++;
            } else {
                word.append(c);
            }
        }
    }

    /** Outside of quotes; a line that ends so goes on in the next. */
    private void escaped(StringBuilder word) {
        char c = more("\\");
        if (c != '\n') {
            word.append(c);
        }
    }

    private void dollar(StringBuilder word) {
        for (char c = more("$'"); c != '\''; c = more("$'")) {
            if (c != '\\') {
                word.append(c);
                continue;
            }
            char letter = more("$'");
            int meant = LETTERS.indexOf(letter);
            if (meant >= 0) {
                word.append(MEANINGS.charAt(meant));
            } else if ('0' <= letter && letter <= '7') {
                next--;
                word.append(octal());
            } else {
                word.append('\\').append(letter);
            }
        }
    }

    /** Up to three digits. Bytes beyond ASCII would be parts of characters. */
    private char octal() {
        int value = 0;
        for (int digits = 0; digits < OCTAL_DIGITS && at(c -> '0' <= c && c <= '7'); digits++) {
            value = value * 8 + text.charAt(next++) - '0';
        }
        if (value == 0 || value > DELETE) {
            throw new IllegalArgumentException("found \\%o in $'...', wanted \\1 to \\177".formatted(value));
        }
        return (char) value;
    }
}
