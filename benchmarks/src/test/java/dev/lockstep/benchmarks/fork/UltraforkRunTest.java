package dev.lockstep.benchmarks.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.benchmarks.compare.CompareException;
import dev.lockstep.benchmarks.compare.WrongChecksumException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UltraforkRunTest {
    private static final String ANSWER =
            """
            {"processes": 1000, "peakLive": 1001,
             "seconds": {"fork": 0.002, "first": 1e-3, "resume": 0.005, "other": 7},
             "forksPerSecond": 500000, "bytesPerProcess": 912.5, "rssBytes": 2000000, "hashesEqual": true, "new": {}}
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldTakeWhatItKnowsAndLeaveTheRest() throws Exception {
        assertEquals(new LivePoint(Platform.LOCKSTEP, 1000, 2000, 8000, 2000, 912.5), UltraforkRun.point(1000, ANSWER));
    }

    @Test
    void fewerLiveProcessesShouldBeRefused() {
        assertThrows(WrongChecksumException.class, () -> UltraforkRun.point(1002, ANSWER));
    }

    @Test
    void otherHashesShouldBeRefused() {
        String other = ANSWER.replace("\"hashesEqual\": true", "\"hashesEqual\": false");

        assertThrows(WrongChecksumException.class, () -> UltraforkRun.point(1000, other));
    }

    @Test
    void missingKeyShouldBeNamed() {
        CompareException error =
                assertThrows(CompareException.class, () -> UltraforkRun.point(1000, ANSWER.replace("rssBytes", "rss")));

        assertEquals("ultrafork --json: found no rssBytes, wanted one", error.getMessage());
    }

    @Test
    void commandThatFailsShouldBeRefused() throws Exception {
        String script = Scripts.write(folder.resolve("lockstep"), "exit 2").toString();

        WrongChecksumException error = assertThrows(
                WrongChecksumException.class, () -> UltraforkRun.measure(1000, List.of(script, "ultrafork")));

        assertEquals(script + " ultrafork: ended with 2, wanted 0", error.getMessage());
    }
}
