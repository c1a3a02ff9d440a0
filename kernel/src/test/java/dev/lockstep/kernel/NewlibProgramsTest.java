package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.kernel.fs.HostDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs that were built with newlib as its users build theirs, in every build, end and print as in qemu-arm, which
 * serves semihosting too.
 */
@Tag("oracle")
@Execution(ExecutionMode.CONCURRENT)
class NewlibProgramsTest {
    private static final List<String> PROGRAMS = List.of("newlib-tour one two", "libm 25");
    private static final List<String> BUILDS = List.of("soft", "vfp", "thumb");

    @TempDir
    private Path directory;

    static Stream<Arguments> programsBuildsAndEngines() {
        return PROGRAMS.stream().flatMap(program -> BUILDS.stream()
                .flatMap(build -> Stream.of(EngineKind.INTERPRETER, EngineKind.TRANSLATED, EngineKind.FLAT_NOW_AND_THEN)
                        .map(kind -> Arguments.of(program, build, kind))));
    }

    @ParameterizedTest
    @MethodSource("programsBuildsAndEngines")
    void shouldDoWhatItDoesInQemu(String program, String build, EngineKind kind)
            throws IOException, InterruptedException {
        List<String> words = List.of(program.split(" "));
        List<String> arguments = words.subList(1, words.size());
        String file = "newlib/" + words.get(0) + "-" + build + ".elf";
        Outcome wanted = qemu(file, arguments);
        HostDirectory files = new HostDirectory(Files.createDirectory(directory.resolve("root")));
        Run run = Run.of(kind, Profile.NONE, "", options -> options.withFiles(files), arguments, Prebuilt.image(file));
        assertEquals(List.of(), run.messages());
        assertEquals(wanted.out(), run.out());
        assertEquals(wanted.err(), run.err());
        assertEquals(wanted.exit(), run.exit());
        System.out.printf(
                "oracle: %s: %d comparisons%n",
                file, wanted.out().lines().count() + wanted.err().lines().count() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soft", "vfp", "thumb"})
    void shouldHashTheSameInEveryEngineAndSchedule(String build) {
        String file = "newlib/newlib-tour-" + build + ".elf";
        String wanted = hashes(EngineKind.INTERPRETER, "1000000", file);
        assertEquals(wanted, hashes(EngineKind.TRANSLATED, "1000000", file));
        assertEquals(wanted, hashes(EngineKind.TRANSLATED, "random:7:500", file));
        assertEquals(wanted, hashes(EngineKind.FLAT, "1000000", file));
        assertTrue(wanted.contains("\"exit\":42,"), wanted);
    }

    private static String hashes(EngineKind kind, String schedule, String file) {
        return Run.of(
                        kind,
                        Profile.FULL,
                        "",
                        options -> options.withSchedule(Schedule.parse(schedule)),
                        List.of(),
                        Prebuilt.image(file))
                .json();
    }

    @Test
    void shouldGoOnWithoutFiles() {
        Run run = Run.of(
                EngineKind.INTERPRETER,
                Profile.NONE,
                "",
                options -> options,
                List.of(),
                Prebuilt.image("newlib/newlib-tour-soft.elf"));
        assertTrue(run.out().contains("files: none can be made\n"), run::out);
        assertEquals(42, run.exit());
    }

    /** What a program did. */
    private record Outcome(String out, String err, int exit) {}

    private Outcome qemu(String file, List<String> arguments) throws IOException, InterruptedException {
        Path copy = Files.write(
                directory.resolve("program.elf"),
                Files.readAllBytes(Prebuilt.USER_CODE.resolve("prebuilt").resolve(file)));
        assertTrue(copy.toFile().setExecutable(true));
        List<String> command = new ArrayList<>(List.of("qemu-arm", "-cpu", "arm1176", copy.toString()));
        command.addAll(arguments);
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(Files.createDirectory(directory.resolve("qemu")).toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
        } catch (IOException missing) {
            String message = "qemu-arm is missing: install the Debian package qemu-user";
            if ("optional".equals(System.getenv("LOCKSTEP_ORACLES"))) {
                Assumptions.abort(message);
            }
            return fail(message);
        }
        int exit = process.waitFor();
        return new Outcome(text(out), text(err), exit);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
