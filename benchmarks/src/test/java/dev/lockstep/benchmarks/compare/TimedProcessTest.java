package dev.lockstep.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedProcessTest {
    private static List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script);
    }

    @Test
    void shouldStampEachLineInOrder() throws IOException, InterruptedException {
        TimedRun run = TimedProcess.toItsEnd(shell("echo round 1 ab; echo round 2 ab; exit 3"));

        assertEquals(2, run.stamps().size());
        assertTrue(run.stamps().get(0) <= run.stamps().get(1) && run.stamps().get(1) <= run.end(), run::toString);
        assertEquals(3, run.exit());
    }

    @Test
    void shouldKeepEachChecksumOnce() throws IOException, InterruptedException {
        TimedRun run = TimedProcess.toItsEnd(shell("echo round 1 ab; echo round 2 ab; echo round 3 cd"));

        assertEquals(List.of("ab", "cd"), run.checksums());
    }

    @Test
    void shouldKillAProcessThatGoesOn() throws IOException, InterruptedException {
        TimedRun run = TimedProcess.killedAfter(0, 0, shell("while :; do echo round 1 ab; done"));

        assertTrue(run.stamps().size() > 3, run::toString);
    }

    @Test
    void missingProgramShouldBeAnError() {
        assertThrows(IOException.class, () -> TimedProcess.toItsEnd(List.of("/nowhere/program")));
    }
}
