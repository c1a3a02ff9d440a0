package dev.lockstep.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory is what the model says with granules of any size; each needs a JVM of its own. */
class GranuleSizeTest {
    private static final int STEPS = 6_000;
    private static final int ROUNDS = 3;

    @ParameterizedTest
    @ValueSource(ints = {7, 9, 10})
    void shouldNotShow(int shift) throws IOException, InterruptedException {
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
                        "-Xmx1g",
                        "-Dlockstep.granule=" + shift,
                        "-cp",
                        classPath,
                        GranuleSizeTest.class.getName()))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals((1 << shift) + " bytes", output.strip());
    }

    /** The child: fails with a stack trace. */
    public static void main(String[] arguments) {
        for (int round = 0; round < ROUNDS; round++) {
            run(round, new AddressSpaces(64 << 20));
            run(round, new AddressSpaces(60 << 10));
            run(round, new AddressSpaces(new MemoryBudget(3 << 20, 64 << 20), 7 + round));
        }
        System.out.println(Granule.BYTES + " bytes");
    }

    private static void run(long seed, AddressSpaces memory) {
        ModelledKernel kernel = new ModelledKernel(seed, memory);
        for (int step = 0; step < STEPS; step++) {
            kernel.step();
        }
        kernel.endAll();
    }
}
