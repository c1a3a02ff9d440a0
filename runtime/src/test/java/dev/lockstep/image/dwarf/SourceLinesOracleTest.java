package dev.lockstep.image.dwarf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.image.Segment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The line of every address in code against GNU addr2line. Without the GNU tools the tests fail, unless the environment
 * says {@code LOCKSTEP_ORACLES=optional}.
 */
@Tag("oracle")
class SourceLinesOracleTest {
    private static final String TOOL = "arm-none-eabi-addr2line";
    private static final String COMPILER = "arm-none-eabi-gcc";

    private static final String SOURCE =
            """
            #include "twice.h"
            volatile int sink;
            static int sum(int n) {
                int s = 0;
                for (int i = 0; i < n; i++) {
                    s += twice(i);
                }
                return s;
            }
            void _start(void) {
                for (;;) {
                    sink = sum(sink);
                }
            }
            """;

    private static final String HEADER =
            """
            static inline int twice(int i) {
                if (i & 1)
                    return 2 * i;
                return i << 1;
            }
            """;

    @TempDir
    Path directory;

    @BeforeAll
    static void requireTools() throws InterruptedException {
        for (String tool : List.of(TOOL, COMPILER)) {
            if (!isInstalled(tool)) {
                String message =
                        tool + " is missing: install the Debian packages binutils-arm-none-eabi and gcc-arm-none-eabi";
                if ("optional".equals(System.getenv("LOCKSTEP_ORACLES"))) {
                    Assumptions.abort(message);
                }
                fail(message);
            }
        }
    }

    private static boolean isInstalled(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder(tool, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    @Test
    void everyAddressOfThePrebuiltProgramsHasTheLineThatAddr2lineTells()
            throws IOException, InterruptedException, ImageException {
        int programs = 0;
        int addresses = 0;
        int lines = 0;
        for (Path program : prebuilt()) {
            Comparison comparison = compare(program);
            programs++;
            addresses += comparison.addresses();
            lines += comparison.lines();
        }
        System.out.printf(
                "oracle: addr2line: %d comparisons in %d programs, %d with a line, 0 disagreements%n",
                addresses, programs, lines);
        assertTrue(lines > 10_000, "lines are found");
    }

    @ParameterizedTest
    @CsvSource({"2,-O2", "3,-O2", "4,-O2", "5,-O2", "5,-O0", "5,-gdwarf64"})
    void everyVersionOfTheFormatIsRead(int version, String flag)
            throws IOException, InterruptedException, ImageException {
        Files.writeString(directory.resolve("sum.c"), SOURCE);
        Files.createDirectory(directory.resolve("include"));
        Files.writeString(directory.resolve("include/twice.h"), HEADER);
        Path program = directory.resolve("sum.elf");
        run(
                List.of(),
                COMPILER,
                "-nostdlib",
                "-mcpu=arm1176jzf-s",
                "-Iinclude",
                "-gdwarf-" + version,
                flag,
                "sum.c",
                "-o",
                program.toString());

        Comparison comparison = compare(program);

        assertEquals(comparison.addresses(), comparison.lines(), "all code has a line");
    }

    /**
     * What was compared, without a difference.
     *
     * @param lines addresses that have one
     */
    private record Comparison(int addresses, int lines) {}

    private Comparison compare(Path program) throws IOException, InterruptedException, ImageException {
        Image image = ImageReader.read(program).getFirst();
        List<Integer> addresses = new ArrayList<>();
        for (Segment segment : image.segments()) {
            if (segment.rights().execute()) {
                for (int offset = 0; offset < segment.content().length; offset += Short.BYTES) {
                    addresses.add(segment.address() + offset);
                }
            }
        }
        List<String> answers = run(
                addresses.stream().map(Integer::toHexString).toList(),
                TOOL,
                "-e",
                program.toAbsolutePath().toString());
        assertEquals(addresses.size(), answers.size());
        // Functions that the linker has thrown away are told of as if they lay there.
        assertEquals(addresses.contains(0), image.symbols().lines().at(0).isPresent(), program + " at 0");
        int lines = 0;
        for (int i = 0; i < addresses.size(); i++) {
            String wanted = answers.get(i).replaceFirst(" \\(discriminator \\d+\\)$", "");
            String found = image.symbols()
                    .lines()
                    .at(addresses.get(i))
                    .map(SourceLine::toString)
                    .orElse("");
            String where = program + " " + Integer.toHexString(addresses.get(i));
            if (wanted.endsWith(":?") || wanted.endsWith(":0")) {
                assertEquals("", found, where);
            } else {
                // The directory of the compiler itself stands in another section, which is not read.
                assertTrue(
                        !found.isEmpty() && ("/" + wanted).endsWith("/" + found),
                        () -> where + ": found '" + found + "', wanted '" + wanted + "'");
                lines++;
            }
        }
        return new Comparison(addresses.size(), lines);
    }

    private List<String> run(List<String> input, String... command) throws IOException, InterruptedException {
        Path words = Files.write(directory.resolve("input"), input);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(words.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            lines = output.lines().toList();
        }
        assertEquals(0, process.waitFor(), () -> String.join(" ", command));
        return lines;
    }

    /** The ELF files that the repository holds. */
    private static List<Path> prebuilt() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.isDirectory(root.resolve("user-code"))) {
            root = root.getParent();
        }
        assertNotNull(root, "no user-code directory above " + Path.of("").toAbsolutePath());
        try (Stream<Path> files = Files.walk(root.resolve("user-code").resolve("prebuilt"))) {
            return files.filter(file -> file.toString().endsWith(".elf"))
                    .sorted()
                    .toList();
        }
    }
}
