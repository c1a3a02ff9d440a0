package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.lockstep.equivalence.Profile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The other images of the programs with many processes: those for Linux on ARM do in qemu-arm, which leaves processes to
 * Linux, what the host's do; the small programs do so here. (The ELF images are among {@link PrebuiltProgramsTest}'s.)
 */
class UltraProgramsTest {
    private static final Path EXPECTED = Prebuilt.USER_CODE.resolve("expected");

    @TempDir
    private Path directory;

    /** The lines of ultra-cases.txt: name of the case, exit code, program, arguments. */
    static Stream<List<String>> cases() throws IOException {
        return PrebuiltProgramsTest.cases().filter(words -> words.get(2).startsWith("ultra/"));
    }

    @Tag("oracle")
    @ParameterizedTest
    @MethodSource("cases")
    void imageForLinuxShouldDoInQemuWhatTheHostsDoes(List<String> words) throws IOException, InterruptedException {
        String name = words.get(2).substring("ultra/".length());
        Path out = directory.resolve("out");
        int exit = qemu(name, words.subList(3, words.size()), out);
        String wanted = text(EXPECTED.resolve(words.get(0) + ".txt"));
        assertEquals(wanted, text(out));
        assertEquals(Integer.parseInt(words.get(1)), exit);
        System.out.printf(
                "oracle: ultra/linux/%s: %d comparisons%n", name, wanted.lines().count() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fork-deep", "fork-storm", "fork-tree"})
    void smallProgramsShouldDoWhatTheHostsDoes(String name) throws IOException {
        for (String suffix : List.of(".bin", ".eqx.bin")) {
            Run run = Run.of(
                    EngineKind.TRANSLATED,
                    Profile.NONE,
                    "",
                    options -> options,
                    List.of(),
                    Prebuilt.image("ultra/" + name + suffix));
            assertEquals(text(EXPECTED.resolve("ultra-" + name + ".txt")), run.out(), suffix);
            assertEquals(0, run.exit(), suffix);
        }
    }

    private int qemu(String name, List<String> arguments, Path out) throws IOException, InterruptedException {
        Path copy = Files.write(
                directory.resolve("program.elf"), Files.readAllBytes(Prebuilt.file("ultra/linux/" + name + ".elf")));
        assertTrue(copy.toFile().setExecutable(true));
        List<String> command = new ArrayList<>(List.of("qemu-arm", "-cpu", "arm1176", copy.toString()));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            String message = "qemu-arm is missing: install the Debian package qemu-user";
            if ("optional".equals(System.getenv("LOCKSTEP_ORACLES"))) {
                Assumptions.abort(message);
            }
            return fail(message);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
