package dev.lockstep.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestOutputTest {
    private static final String END = "%s ends: code 3, 10 steps, registers 0000000a, pcs 0000000b, program 0000000c\n";

    private static WrittenOutput written(String text) {
        WrittenOutput.Builder builder = new WrittenOutput.Builder();
        builder.add(text);
        return builder.build();
    }

    /** As {@code process_put} of kernel/guest/eqos prints it. */
    private static String printed(String path, String text) {
        StringBuilder all = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < text.length(); k++) {
            char ch = text.charAt(k);
            if (ch != '\n') {
                line.append(ch);
            }
            if (ch == '\n' || line.length() == WrittenOutput.COLUMNS) {
                all.append(path).append(": ").append(line).append('\n');
                line.setLength(0);
            }
        }
        if (line.length() > 0) {
            all.append(path).append(": ").append(line).append('\n');
        }
        return all + END.formatted(path);
    }

    private static WrittenOutput output(String text, int ordinal) {
        return new GuestOutput(text).family(ordinal, 1).get(0).output().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 119, 120, 121, 240, 300})
    void aLineOfAnyLengthShouldBeWhatTheProcessWrote(int length) {
        for (String end : new String[] {"", "\n", "\n\n", "\nx", "\r\n\u0000\u00ff\n"}) {
            String text = "a".repeat(length) + end;

            assertTrue(written(text).sameAs(output(printed("1", text), 1)), length + end);
            assertFalse(written(text + "b").sameAs(output(printed("1", text), 1)), length + end);
        }
    }

    @Test
    void aNewlineThatIsLostOrMovedShouldBeNoticed() {
        WrittenOutput wanted = written("one\ntwo\n");

        assertTrue(wanted.sameAs(output(printed("1", "one\ntwo\n"), 1)));
        assertFalse(wanted.sameAs(output(printed("1", "onetwo\n"), 1)));
        assertFalse(wanted.sameAs(output(printed("1", "one\n\ntwo\n"), 1)));
        assertFalse(wanted.sameAs(output(printed("1", "on\netwo\n"), 1)));
    }

    @Test
    void eachProgramShouldHaveItsOwnLines() {
        String text = "2: right\n1: wrong\n" + END.formatted("1") + END.formatted("2");

        assertTrue(written("right\n").sameAs(output(text, 2)));
        assertEquals(3, new GuestOutput(text).family(2, 1).get(0).exit());
    }
}
