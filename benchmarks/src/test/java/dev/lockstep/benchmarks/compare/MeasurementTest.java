package dev.lockstep.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementTest {
    private static final Settings SHORT = new Settings(1, 0.001, 0, 0);
    private static final String ROUNDS =
            "#!/bin/sh\nfor last; do :; done; n=0; while [ $n -lt $last ]; do n=$((n + 1)); echo round $n %s; done\n";

    @TempDir
    private Path directory;

    private Path script(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    private Measurement measurement(String nativeText, String lockstepText) throws IOException {
        Program program = new Program(
                "p",
                script("native", nativeText),
                directory.resolve("p.elf"),
                List.of(script("qemu", ROUNDS.formatted("ab")).toString()),
                List.of(script("lockstep", lockstepText).toString()));
        return new Measurement(program, SHORT, () -> {}, text -> {});
    }

    @Test
    void shouldMeasureWhatAgrees() throws Exception {
        String text = ROUNDS.formatted("ab");

        Result result = measurement(text, text).measure();

        assertEquals("p", result.program());
    }

    @Test
    void otherChecksumShouldBeRefused() throws IOException {
        Measurement measurement = measurement(ROUNDS.formatted("ab"), ROUNDS.formatted("cd"));

        WrongChecksumException error = assertThrows(WrongChecksumException.class, measurement::measure);

        assertEquals("p: LOCKSTEP gave the checksums cd, wanted ab", error.getMessage());
    }

    @Test
    void programThatEndsEarlyShouldBeRefused() throws IOException {
        Measurement measurement = measurement("#!/bin/sh\nexit 3\n", ROUNDS.formatted("ab"));

        WrongChecksumException error = assertThrows(WrongChecksumException.class, measurement::measure);

        assertTrue(error.getMessage().startsWith("p: NATIVE ended with 3 after 0 of "), error::getMessage);
    }
}
