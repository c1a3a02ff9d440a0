package dev.lockstep.kernel.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
    private static final String ZEROS = "0 ".repeat(17).strip();

    @TempDir
    Path directory;

    private Trace open(String text) throws IOException, TraceException {
        return Trace.open(Files.writeString(directory.resolve("trace"), text));
    }

    @Test
    void shouldReadStatesStepsChangesAndTheEnd() throws IOException, TraceException {
        String text = "# from elsewhere\n\nlockstep-trace 1\nmask f8000000\nstate " + ZEROS
                + "\n+ r3=FFFFFFFF cpsr=60000010\n# a comment\n" + ZEROS + "\n+\nend\n";
        try (Trace trace = open(text)) {
            assertEquals(Trace.Item.STATE, trace.next());
            assertEquals(0xf8000000, trace.mask());
            assertEquals(Trace.Item.STEP, trace.next());
            assertEquals(-1, trace.registers()[3]);
            assertEquals(0x60000010, trace.registers()[16]);
            assertEquals(Trace.Item.STEP, trace.next());
            assertEquals(0, trace.registers()[3]);
            assertEquals(Trace.Item.STEP, trace.next());
            assertEquals(Trace.Item.END, trace.next());
        }
    }

    @Test
    void shouldTellAFileThatIsOverFromAProcessThatHasEnded() throws IOException, TraceException {
        try (Trace trace = open("lockstep-trace 1\nstate " + ZEROS + "\n")) {
            assertEquals(Trace.Item.STATE, trace.next());
            assertEquals(Trace.Item.NOTHING, trace.next());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+ r1=2 | line 2: found '+ r1=2', wanted 'state' with 17 registers before the first step",
                "state 1 2 3 | line 2: found 3 words, wanted 17, for r0 to r15 and cpsr",
                "state Z; + r16=1 | line 3: found 'r16=1', wanted r0=HEX to r15=HEX, or cpsr=HEX",
                "state Z; + r1=123456789 | line 3: found 'r1=123456789', wanted r0=HEX to r15=HEX, or cpsr=HEX",
                "mask x | line 2: found 'x', wanted up to eight hexadecimal digits"
            })
    void shouldSayWhatIsWrong(String lines, String message) throws IOException, TraceException {
        String text = lines.replace("Z", ZEROS).replace("; ", "\n");
        try (Trace trace = open("lockstep-trace 1\n" + text + "\n")) {
            assertEquals(
                    message,
                    assertThrows(TraceException.class, () -> {
                                while (trace.next() != Trace.Item.NOTHING) {
                                    // On to the line that is wrong.
                                }
                            })
                            .getMessage());
        }
    }

    @Test
    void shouldRejectWhatIsNoTrace() {
        TraceException problem = assertThrows(TraceException.class, () -> open("x".repeat(5000)));
        assertEquals("line 1: found more than 1000 characters, wanted a line of a trace", problem.getMessage());
        assertEquals(
                "line 1: found nothing, wanted 'lockstep-trace 1'",
                assertThrows(TraceException.class, () -> open("")).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"+ r1=0000001", "+", "0 0 0", "e", "state 1"})
    void shouldNotReadAPartOfALine(String part) throws IOException, TraceException {
        try (Trace trace = open("lockstep-trace 1\nstate " + ZEROS + "\n+ r1=00000012\n" + part)) {
            assertEquals(Trace.Item.STATE, trace.next());
            assertEquals(Trace.Item.STEP, trace.next());
            assertEquals(Trace.Item.NOTHING, trace.next());
            assertEquals(0x12, trace.registers()[1]);
        }
    }

    @Test
    void shouldReadAnEndWithoutALineFeed() throws IOException, TraceException {
        try (Trace trace = open("lockstep-trace 1\nend")) {
            assertEquals(Trace.Item.END, trace.next());
        }
    }
}
