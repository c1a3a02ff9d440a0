package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LockstepTest {
    @Test
    void shouldTellItsCommandsWhenNoneIsGiven() {
        Outcome outcome = Shell.here().lockstep();

        assertEquals(2, outcome.status());
        assertTrue(outcome.err().startsWith("lockstep: found no command, wanted one of run, "), outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void shouldTellItsCommandsWhenThereIsNoSuch() {
        Outcome outcome = Shell.here().lockstep("walk", "hello");

        assertEquals(2, outcome.status());
        assertTrue(outcome.err().startsWith("lockstep: found 'walk', wanted one of run, "), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "translate", "boot", "disasm", "info", "cache", "completion"})
    void everyCommandShouldHelp(String command) {
        Outcome outcome = command.isEmpty()
                ? Shell.here().lockstep("--help")
                : Shell.here().lockstep(command, "--help");

        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains("Usage: lockstep " + command), outcome.out());
        assertTrue(outcome.out().contains("Examples:"), outcome.out());
        assertEquals("", outcome.err());
    }

    @Test
    void everyHelpShouldFitATerminal() {
        for (String command : Set.of("run", "translate", "boot", "disasm", "info", "cache", "completion")) {
            for (String line : Shell.here().lockstep(command, "--help").lines()) {
                assertTrue(line.length() <= 80, line);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "info"})
    void everyCommandShouldTellItsVersion(String command) {
        Outcome outcome = command.isEmpty()
                ? Shell.here().lockstep("--version")
                : Shell.here().lockstep(command, "--version");

        assertEquals(0, outcome.status());
        assertTrue(outcome.lines().getFirst().startsWith("lockstep "), outcome.out());
    }

    @Test
    void usageErrorsShouldBeOneLine() {
        Outcome outcome = Shell.here().lockstep("run", "--bogus", "hello");

        assertEquals(new Outcome(2, "", "lockstep: Unknown option: '--bogus' (see lockstep run --help)\n"), outcome);
    }

    @Test
    void unexpectedErrorsShouldBeOneLineAndStatus70() {
        Outcome outcome = runWithBrokenInput(false);

        assertEquals(70, outcome.status());
        assertEquals(
                "lockstep: internal error: java.lang.IllegalStateException: two; lines (LOCKSTEP_DEBUG=1 shows where)\n",
                outcome.err());
    }

    @Test
    void unexpectedErrorsShouldShowTheirTraceOnDemand() {
        Outcome outcome = runWithBrokenInput(true);

        assertEquals(70, outcome.status());
        assertTrue(outcome.err().contains("\tat "), outcome.err());
    }

    /** The disassembler flushes standard output; here that throws what no command expects. */
    private static Outcome runWithBrokenInput(boolean traces) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) {
                throw new IllegalStateException("two\nlines");
            }
        };
        Host host = new Host(
                new ByteArrayInputStream(new byte[0]),
                broken,
                err,
                Path.of(""),
                Optional.empty(),
                Optional.of(Shell.PREBUILT),
                false,
                false,
                traces);
        int status = Main.run(host, "disasm", "hello");
        return new Outcome(status, "", err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disasm", "info", "run"})
    void aClosedOutputShouldEndQuietlyAsSigpipeDoes(String command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Host host = new Host(
                new ByteArrayInputStream(new byte[0]),
                closed,
                err,
                Path.of(""),
                Optional.empty(),
                Optional.of(Shell.PREBUILT),
                false,
                false,
                false);

        assertEquals(141, Main.run(host, command, "hello"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void coloursShouldComeOnlyWhereTheHostWantsThem() {
        assertTrue(Shell.here().lockstep("--help").out().indexOf('\u001b') < 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Host host = new Host(
                new ByteArrayInputStream(new byte[0]),
                out,
                OutputStream.nullOutputStream(),
                Path.of(""),
                Optional.empty(),
                Optional.of(Shell.PREBUILT),
                true,
                true,
                false);

        assertEquals(0, Main.run(host, "--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).indexOf('\u001b') >= 0);
    }
}
