package dev.lockstep.benchmarks.fork;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Shell scripts that stand for programs. */
final class Scripts {
    /** Prints rounds without end. */
    static final String ROUNDS = "n=0; while :; do n=$((n + 1)); echo round $n 0000ab; done";

    private Scripts() {}

    /** Writes an executable file. */
    static Path write(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    /** Commands that find their programs, of whatever platform, in one folder; there the shell stands for qemu-arm. */
    static Commands commands(Path folder) {
        return new Commands(
                folder, List.of("/bin/sh"), folder, folder, folder.resolve("lockstep"), List.of("--no-cache"));
    }
}
