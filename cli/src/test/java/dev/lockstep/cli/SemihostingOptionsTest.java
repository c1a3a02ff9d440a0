package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of {@code lockstep run} that programs built with newlib feel. */
final class SemihostingOptionsTest {
    private static final String TOUR = "newlib-tour-soft";

    @TempDir
    private Path directory;

    @Test
    void rootShouldHoldTheProgramsFiles() throws IOException {
        Path root = Files.createDirectory(directory.resolve("root"));
        Path program = Files.copy(Shell.PREBUILT.resolve("newlib/" + TOUR + ".elf"), directory.resolve("x.elf"));

        Outcome outcome = Shell.in(directory).lockstep("run", "--root", "root", program.toString());

        assertEquals(42, outcome.status());
        assertEquals("this goes to standard error\n", outcome.err());
        assertTrue(outcome.lines().contains("files: 200 lines, sum 2842.858, at the end 1, error 0"), outcome.out());
        try (Stream<Path> left = Files.list(root)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void withoutARootThereShouldBeNoFiles() {
        Outcome outcome = Shell.here().lockstep("run", TOUR, "--", "one", "two words");

        assertEquals(42, outcome.status());
        assertTrue(outcome.lines().contains("files: none can be made"), outcome.out());
        assertEquals("3 arguments: <one> <two> <words>", outcome.lines().getFirst());
    }

    @Test
    void clockShouldBeTheHostsOnDemand() {
        assertEquals(42, Shell.here().lockstep("run", "--clock", "host", TOUR).status());
        assertEquals(
                42, Shell.here().lockstep("run", "--clock=instructions", TOUR).status());
    }

    @Test
    void clockShouldBeOneOfItsWords() {
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "lockstep: Invalid value for option '--clock': found 'sun', wanted one of instructions, host"
                                + " (see lockstep run --help)\n"),
                Shell.here().lockstep("run", "--clock", "sun", "hello"));
    }
}
