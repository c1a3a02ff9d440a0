package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.api.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed programs of user-code end as they do on the host, print what they print there, and leave nothing
 * behind.
 */
@Execution(ExecutionMode.CONCURRENT)
class PrebuiltProgramsTest {
    private static final Path EXPECTED = Prebuilt.USER_CODE.resolve("expected");

    /** Runs that take the interpreter longer than a unit test may. */
    private static final List<String> LONG_CASES = List.of("matrix");

    static Stream<Arguments> casesAndEngines() throws IOException {
        return cases().flatMap(words -> Arrays.stream(EngineKind.values()).map(kind -> Arguments.of(words, kind)));
    }

    /** The lines of all the cases.txt, also for programs in Thumb state where there are such. */
    static Stream<List<String>> cases() throws IOException {
        List<List<String>> cases = new ArrayList<>();
        for (String file : List.of("cases.txt", "vfp-cases.txt", "bench-cases.txt", "ultra-cases.txt")) {
            for (String line : Files.readAllLines(EXPECTED.resolve(file))) {
                List<String> words = List.of(line.trim().split("\\s+"));
                if (words.size() < 3 || line.startsWith("#") || LONG_CASES.contains(words.getFirst())) {
                    continue;
                }
                cases.add(words);
                List<String> inThumbState = new ArrayList<>(words);
                inThumbState.set(2, "thumb/" + words.get(2));
                if (Files.exists(Prebuilt.file(inThumbState.get(2) + ".elf"))) {
                    cases.add(inThumbState);
                }
            }
        }
        return cases.stream();
    }

    /**
     * One line of cases.txt.
     *
     * @param words name of the case, exit code or signal, program, arguments
     */
    @ParameterizedTest
    @MethodSource("casesAndEngines")
    void shouldDoWhatItDoesOnTheHost(List<String> words, EngineKind kind) throws IOException, ImageException {
        String name = words.get(0);
        Path in = EXPECTED.resolve(name + ".in");
        Run run = Run.of(
                kind,
                Profile.NONE,
                Files.exists(in) ? text(in) : "",
                options -> options.withPrograms(Prebuilt.programs()),
                words.subList(3, words.size()),
                Prebuilt.find(words.get(2)));
        assertEquals(text(EXPECTED.resolve(name + ".txt")), run.out());
        String status = words.get(1);
        int exit = status.startsWith("SIG") ? Signal.valueOf(status).exitStatus() : Integer.parseInt(status);
        assertEquals(exit, run.exit());
        assertEquals(0, run.statistics().processes());
        assertEquals(0, run.statistics().memory().bytes());
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
