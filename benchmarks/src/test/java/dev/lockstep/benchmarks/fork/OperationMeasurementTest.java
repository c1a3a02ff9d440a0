package dev.lockstep.benchmarks.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.compare.WrongChecksumException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationMeasurementTest {
    private static final ForkSettings SHORT = new ForkSettings(1, 0, 0, List.of(), List.of());

    @TempDir
    private Path folder;

    private OperationMeasurement measurement() {
        return new OperationMeasurement(Scripts.commands(folder), SHORT, text -> {});
    }

    @Test
    void shouldMeasureAllPlatforms() throws Exception {
        for (String program : List.of("fork-storm", "fork-storm.elf", "lockstep")) {
            Scripts.write(folder.resolve(program), Scripts.ROUNDS);
        }

        Rate rate = measurement().measure(Operation.FORK);

        assertEquals(Set.of(Platform.values()), rate.nanos().keySet());
    }

    @Test
    void programThatFindsAWrongSumShouldBeRefused() throws IOException {
        Scripts.write(
                folder.resolve("fork-storm"), "echo round 1 0000ab; echo round 2 0000cd; echo wrong: 0000ab; exit 1");

        WrongChecksumException error =
                assertThrows(WrongChecksumException.class, () -> measurement().measure(Operation.FORK));

        assertEquals(
                "fork-storm: native ended with 1 after 3 rounds, with the checksums 0000ab, 0000cd",
                error.getMessage());
    }

    @Test
    void programThatEndsAtOnceShouldBeRefused() throws IOException {
        Scripts.write(folder.resolve("fork-storm"), "exit 3");

        WrongChecksumException error =
                assertThrows(WrongChecksumException.class, () -> measurement().measure(Operation.FORK));

        assertTrue(error.getMessage().startsWith("fork-storm: native ended with 3 after 0 rounds"), error::getMessage);
    }
}
