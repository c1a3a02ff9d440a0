package dev.lockstep.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShellWordsTest {
    private static final String CHARACTERS = "ab0 '\"\\$`*?!#~(){}[]<>|&;=%^-/.,:\n\t\r\u0001\u001b\u007f\u00e4\u20ac";

    private static String random(Random random) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return word.toString();
    }

    private static List<String> randomWords() {
        Random random = new Random(7);
        List<String> words =
                new ArrayList<>(List.of("", "'", "\n", "$'", "-", "a b", "\u0001" + "1", "\\n", "~", "#x"));
        while (words.size() < 500) {
            words.add(random(random));
        }
        return words;
    }

    @Test
    void shouldReadWhatItHasWritten() {
        assertEquals(randomWords(), ShellWords.split(ShellWords.join(randomWords())));
    }

    @Test
    void bashShouldReadWhatItHasWritten() throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-c", "printf '%s\\0' " + ShellWords.join(randomWords()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor());
        assertEquals(String.join("\0", randomWords()) + "\0", said);
    }

    @Test
    void shouldBeOneLineWithoutTabs() {
        assertFalse(ShellWords.join(randomWords()).matches("(?s).*[\\n\\r\\t].*"));
    }

    @Test
    void shouldLeaveAloneWhatNeedsNoQuotes() {
        assertEquals("sort 60 ./a-b_c.elf x=1,2", ShellWords.join(List.of("sort", "60", "./a-b_c.elf", "x=1,2")));
    }

    private static List<Arguments> texts() {
        return List.of(
                Arguments.of("", List.of()),
                Arguments.of(" \t\n", List.of()),
                Arguments.of("sort  60 ", List.of("sort", "60")),
                Arguments.of("''", List.of("")),
                Arguments.of("a'b c'd", List.of("ab cd")),
                Arguments.of("'it'\\''s'", List.of("it's")),
                Arguments.of("\"a 'b' \\\" \\$ \\x $y\"", List.of("a 'b' \" $ \\x $y")),
                Arguments.of("a\\ b \\'", List.of("a b", "'")),
                Arguments.of("a\\\nb \"c\\\nd\"", List.of("ab", "cd")),
                Arguments.of("$'a\\nb\\t\\'\\\\\\e\\101\\z'", List.of("a\nb\t'\\\u001bA\\z")),
                Arguments.of("$x $ a$", List.of("$x", "$", "a$")));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldReadWordsAsAShellDoes(String text, List<String> words) {
        assertEquals(words, ShellWords.split(text));
    }

    private static List<Arguments> broken() {
        String wanted = " without its end, wanted words as a shell writes them";
        return List.of(
                Arguments.of("it's", "found '" + wanted),
                Arguments.of("a \"b", "found \"" + wanted),
                Arguments.of("a\\", "found \\" + wanted),
                Arguments.of("$'a", "found $'" + wanted),
                Arguments.of("$'\\303'", "found \\303 in $'...', wanted \\1 to \\177"),
                Arguments.of("$'\\0'", "found \\0 in $'...', wanted \\1 to \\177"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void shouldSayWhatHasNoEnd(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> ShellWords.split(text))
                        .getMessage());
    }
}
