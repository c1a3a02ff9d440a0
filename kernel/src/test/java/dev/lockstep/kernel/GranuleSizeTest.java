package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.ReportCollector;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.memory.Granule;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Programs report the same with granules of any size, each of which needs a JVM of its own, whatever engine, promotion and
 * schedule.
 */
class GranuleSizeTest {
    private static final int RANDOM_PROGRAMS = 15;
    private static final List<String> PREBUILT = List.of(
            "fork.elf",
            "fork-wait.elf 6",
            "fork-tree.elf 5",
            "fork-tree.bin",
            "fork-wait.eqx.bin",
            "exec.elf",
            "malloc.elf 200",
            "sort.elf 60",
            "tests/self-modify.elf 100 next",
            "tests/coroutines.elf 6",
            "tests/stack-overflow.elf",
            "tests/unaligned.elf",
            "tests/misaligned-ldm.elf",
            "tests/wait-any.elf",
            "tests/wait-nohang.elf",
            "thumb/fork-wait.elf 4");

    @Test
    void shouldNotShow() throws IOException, InterruptedException, KernelException {
        String expected = reports(0);
        for (int shift : new int[] {7, 9, 10}) {
            assertEquals((1 << shift) + " bytes\n" + expected, outputWith(shift));
        }
    }

    private static String outputWith(int shift) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath = Stream.of(
                        "target/test-classes",
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path"))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx2g",
                        "-Dlockstep.granule=" + shift,
                        "-cp",
                        classPath,
                        GranuleSizeTest.class.getName(),
                        Integer.toString(shift)))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** The child: prints its reports. */
    public static void main(String[] arguments) throws KernelException {
        System.out.print(Granule.BYTES + " bytes\n" + reports(Long.parseLong(arguments[0])));
    }

    /**
     * The reports of all programs.
     *
     * @param seed decides how they are run
     */
    private static String reports(long seed) throws KernelException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder reports = new StringBuilder();
        for (String line : PREBUILT) {
            List<String> words = Arrays.asList(line.split(" "));
            reports.append(report(random, Prebuilt.image(words.get(0)), words.subList(1, words.size())));
        }
        for (int k = 0; k < RANDOM_PROGRAMS; k++) {
            reports.append(report(random, RandomProgram.of(k, "hello"), List.of()));
        }
        return reports.toString();
    }

    private static String report(SplittableRandom random, Image image, List<String> arguments) throws KernelException {
        EngineKind[] kinds = EngineKind.values();
        Engine engine = kinds[random.nextInt(kinds.length)].create(Profile.FULL);
        String schedule = "random:" + random.nextInt(1000) + ":" + (1 << random.nextInt(14));
        ReportCollector collector = new ReportCollector(KernelListener.none());
        KernelOptions options = KernelOptions.of(engine, Profile.FULL)
                .withSchedule(Schedule.parse(schedule))
                .withPrograms(Prebuilt.programs())
                .withConsole(ConsoleStreams.none())
                .withListener(collector);
        try (Kernel kernel = new Kernel(options)) {
            kernel.start(image, arguments);
            assertEquals(RunOutcome.COMPLETED, kernel.run());
            assertEquals(0, kernel.statistics().memory().bytes());
        }
        return collector.reports().stream()
                .map(ProcessReport::toJson)
                .collect(Collectors.joining("\n", image.name() + "\n", "\n"));
    }
}
