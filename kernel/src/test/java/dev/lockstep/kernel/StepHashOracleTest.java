package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.RecordingEngine.Moment;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.ReportCollector;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.translator.TranslatingEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The step hash from outside: our programs are single-stepped in qemu-arm, the hashes are computed from what its gdb stub
 * says, by {@link ContractHash}, and compared with ours after every instruction, and at the end with the reports of both
 * engines. Nothing is masked and nothing excluded: all 17 registers agree in all bits.
 */
@Tag("oracle")
@Execution(ExecutionMode.CONCURRENT)
class StepHashOracleTest {
    private static final List<Profile> PROFILES = List.of(Profile.FULL, Profile.PIX, Profile.EQX);

    /** Low enough for everything that is executed twice to be translated. */
    private static final int THRESHOLD = 2;

    private static final List<Function<Profile, Engine>> ENGINES =
            List.of(InterpretingEngine::new, profile -> new TranslatingEngine(profile, THRESHOLD));

    @TempDir
    Path directory;

    @BeforeAll
    static void requireQemu() throws InterruptedException {
        try {
            new ProcessBuilder("qemu-arm", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            String message = "qemu-arm is missing: install the Debian package qemu-user";
            if ("optional".equals(System.getenv("LOCKSTEP_ORACLES"))) {
                Assumptions.abort(message);
            }
            fail(message);
        }
    }

    /** What came out of a kernel's run of one program. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Outcome(ProcessReport report, byte[] output) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "hello-printf",
                "crc32 40",
                "sha256 8",
                "sort 24",
                "malloc 20",
                "strings 5",
                "sieve 200",
                "nqueens 4",
                "tests/unaligned",
                "thumb/hello-printf",
                "thumb/sha256 8",
                "thumb/sort 24",
                "thumb/strings 5",
                "thumb/jump-table 40",
                "thumb/longjmp 3",
                "vfp/nbody 3",
                "vfp/mandelbrot 5 12",
                "vfp/matrix-double 3"
            })
    void everyStepHasTheHashThatQemuGives(String commandLine)
            throws IOException, ImageException, KernelException, InterruptedException {
        List<String> words = List.of(commandLine.split(" ", -1));
        List<String> arguments = words.subList(1, words.size());
        Path elf = prebuilt().resolve(words.get(0) + ".elf");
        Image image = ImageReader.read(elf).get(0);

        List<RecordingEngine> recorded = new ArrayList<>();
        for (Profile profile : PROFILES) {
            RecordingEngine engine = new RecordingEngine(new InterpretingEngine(profile), image.stackTop());
            run(engine, profile, new Schedule.Exact(1), image, arguments);
            recorded.add(engine);
        }
        List<Moment> moments = recorded.get(0).moments();
        int[] initial = moments.get(0).registers();
        List<ContractHash> hashes = new ArrayList<>();
        PROFILES.forEach(profile -> hashes.add(new ContractHash(profile, initial[15])));

        try (QemuProcess qemu =
                new QemuProcess(image, elf, directory, initial, recorded.get(0).stack())) {
            int retired = 0;
            while (qemu.step()) {
                retired++;
                int[] state = qemu.registers();
                String where = commandLine + ", after " + retired + " instructions";
                assertArrayEquals(hex(state), hex(moments.get(retired).registers()), where + ": registers");
                for (int p = 0; p < PROFILES.size(); p++) {
                    hashes.get(p).retired(state, qemu.called());
                    Moment ours = recorded.get(p).moments().get(retired);
                    assertEquals(
                            hashes.get(p).registerHash(),
                            ours.registerHash(),
                            where + ": reg-hash, " + PROFILES.get(p));
                    assertEquals(hashes.get(p).pcHash(), ours.pcHash(), where + ": pc-hash, " + PROFILES.get(p));
                }
            }
            assertEquals(moments.size() - 1, retired, "instructions before the exit");
            for (int p = 0; p < PROFILES.size(); p++) {
                for (Function<Profile, Engine> engine : ENGINES) {
                    Outcome outcome = run(
                            engine.apply(PROFILES.get(p)),
                            PROFILES.get(p),
                            new Schedule.Exact(100_000),
                            image,
                            arguments);
                    compare(outcome, hashes.get(p), retired, qemu, commandLine + ", " + PROFILES.get(p));
                }
            }
            System.out.println(
                    "oracle: step hash of " + commandLine + ": " + retired + " comparisons in each profile, seed none");
        }
    }

    private static void compare(Outcome ours, ContractHash hash, int retired, QemuProcess qemu, String what) {
        ProcessReport.Hashes hashes = ours.report.hashes().orElseThrow();
        assertEquals(hash.registerHash(), hashes.registers(), what + ": reg-hash");
        assertEquals(hash.pcHash(), hashes.pc(), what + ": pc-hash");
        assertEquals(hash.steps(), ours.report.steps(), what + ": steps");
        assertEquals(retired, ours.report.instructions(), what + ": instructions");
        assertEquals(qemu.exitCode().orElseThrow(), ours.report.exit(), what + ": exit code");
        assertArrayEquals(qemu.output(), ours.output, what + ": output");
    }

    private static Outcome run(Engine engine, Profile profile, Schedule schedule, Image image, List<String> arguments)
            throws KernelException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportCollector collector = new ReportCollector(KernelListener.none());
        KernelOptions options = KernelOptions.of(engine, profile)
                .withSchedule(schedule)
                .withConsole(new ConsoleStreams(InputStream.nullInputStream(), out, OutputStream.nullOutputStream()))
                .withListener(collector);
        try (Kernel kernel = new Kernel(options)) {
            kernel.start(image, arguments);
            kernel.run();
        }
        return new Outcome(collector.reports().get(0), out.toByteArray());
    }

    private static String[] hex(int[] registers) {
        String[] words = new String[registers.length];
        for (int number = 0; number < words.length; number++) {
            words[number] = "r" + number + "=" + HexFormat.of().toHexDigits(registers[number]);
        }
        return words;
    }

    private static Path prebuilt() {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.isDirectory(root.resolve("user-code"))) {
            root = root.getParent();
        }
        assertNotNull(root, "no user-code directory above " + Path.of("").toAbsolutePath());
        return root.resolve("user-code").resolve("prebuilt");
    }
}
