package dev.lockstep.machine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.machine.Machine;
import dev.lockstep.machine.Marker;
import dev.lockstep.machine.bcm2835.BoardOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The images of kernel/guest that need nothing which qemu lacks (debug hardware, locked TLB entries, the ARM timer) send the
 * same by their UART in qemu. Those of forgotten TLB maintenance need a TLB that forgets nothing, as qemu's for one address.
 */
@Tag("oracle")
class GuestImagesOracleTest {
    private static final Path IMAGES = Path.of("..", "kernel", "guest", "prebuilt");
    private static final long MOST_STEPS = 100_000_000;

    @TempDir
    Path directory;

    @BeforeAll
    static void requireTools() throws InterruptedException {
        Oracles.require(QemuSystem.missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"modes", "rfe", "save-all", "page-tables", "tlb-flush", "asid-switch"})
    void shouldSendTheSameInQemu(String name) throws IOException, InterruptedException {
        Path image = IMAGES.resolve(name + ".img");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        Marker marker = new Marker(sent, "");
        Machine machine = new Machine(448, false, BoardOptions.to(marker), marker, line -> {});
        machine.load(Files.readAllBytes(image), Machine.DEFAULT_ADDRESS);
        machine.run(MOST_STEPS);

        String expected = QemuSystem.output(image, Machine.DEFAULT_ADDRESS, directory);

        assertEquals(expected, sent.toString(StandardCharsets.ISO_8859_1));
        System.out.println("oracle: guest image " + name + " in qemu-system-arm: "
                + expected.lines().count() + " comparisons, lines");
    }
}
