package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionCommandTest {
    @Test
    void scriptShouldKnowCommandsOptionsAndValues() {
        Outcome outcome = Shell.here().lockstep("completion");

        assertEquals(0, outcome.status());
        for (String word :
                new String[] {"run", "disasm", "--engine", "translated", "--quantum", "completion", "fork-tree"}) {
            assertTrue(outcome.out().contains(word), word);
        }
    }

    @Test
    void scriptShouldBeOneForTheShell(@TempDir Path directory) throws IOException, InterruptedException {
        Path script = Files.writeString(
                directory.resolve("completion"),
                Shell.here().lockstep("completion").out());

        Process shell =
                new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();

        assertEquals(0, shell.waitFor());
    }
}
