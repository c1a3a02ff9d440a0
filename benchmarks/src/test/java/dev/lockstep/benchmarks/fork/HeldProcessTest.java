package dev.lockstep.benchmarks.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.compare.WrongChecksumException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldProcessTest {
    private static final String BEGIN =
            "echo fork-live: 4 to fork; echo fork-live: 4 forked; echo fork-live: 4 alive; cat; ";

    private static LivePoint measure(String script) throws Exception {
        return HeldProcess.measure(Platform.NATIVE, 4, List.of("/bin/sh", "-c", script));
    }

    @Test
    void shouldLetGoWhatWaitsForTheEndOfItsInput() throws Exception {
        LivePoint point = measure(BEGIN + "echo fork-live: 4 ended, 0 wrong codes, checksum 1");

        assertEquals(4, point.processes());
        assertTrue(point.nanosPerFork() <= point.nanosPerLife(), point::toString);
    }

    @Test
    void wrongCodeShouldBeRefused() {
        WrongChecksumException error = assertThrows(
                WrongChecksumException.class,
                () -> measure(BEGIN + "echo fork-live: 4 ended, 1 wrong codes, checksum 1; exit 1"));

        assertEquals(
                "found fork-live: 4 ended, 1 wrong codes, checksum 1, wanted fork-live: 4 ended, 0 wrong codes, from"
                        + " fork-live",
                error.getMessage());
    }

    @Test
    void fewerProcessesShouldBeRefused() {
        assertThrows(
                WrongChecksumException.class, () -> measure("echo fork-live: 4 to fork; echo fork-live: 3 forked"));
    }

    @Test
    void availableMemoryShouldBeInBytes() throws IOException {
        assertEquals(2048, HeldProcess.availableBytes("MemTotal: 9 kB\nMemAvailable:       2 kB\n"));
    }

    @Test
    void machineWithoutThatFigureShouldBeAnError() {
        assertThrows(IOException.class, () -> HeldProcess.availableBytes("MemTotal: 9 kB\n"));
    }
}
