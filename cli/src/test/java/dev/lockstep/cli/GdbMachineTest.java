package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bare machine by the remote protocol. */
final class GdbMachineTest {
    private static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    /** Where a raw image has its exception vectors: ldr pc, [pc, #24], several times. */
    private static int vectors(Path image) throws IOException {
        String hex = HexFormat.of().formatHex(Files.readAllBytes(image));
        return 0x8000 + hex.indexOf("18f09fe5".repeat(4)) / 2;
    }

    @Test
    void shouldDebugTheBareMachine() throws Exception {
        Path kernel = Path.of("..", "kernel", "guest", "prebuilt", "timer-irq.img");
        DebuggedRun run = new DebuggedRun("", "boot", kernel.toString());
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("00800000", gdb.ask("pf"));
            assertEquals("d3010000", gdb.ask("p10"));
            assertEquals("SVC mode", text(gdb.ask("qThreadExtraInfo,1")));
            String breakpoint = "1,%x,4".formatted(vectors(kernel) + 0x18);
            assertEquals("OK", gdb.ask("Z" + breakpoint));
            // The first interrupt: the vector is reached with nothing executed there.
            assertEquals("T05hwbreak:;thread:1;", gdb.ask("c"));
            assertEquals("IRQ mode", text(gdb.ask("qThreadExtraInfo,1")));
            String atVector = gdb.ask("g");
            assertEquals(DebuggedRun.STOPPED, gdb.ask("bs"));
            assertFalse(text(gdb.ask("qThreadExtraInfo,1")).startsWith("IRQ"));
            assertTrue(gdb.ask("s").startsWith("T05"));
            assertEquals(atVector, gdb.ask("g"));
            assertEquals("T05replaylog:begin;thread:1;", gdb.ask("bc"));
            assertEquals("00800000", gdb.ask("pf"));
            assertEquals("OK", gdb.ask("z" + breakpoint));
            assertEquals("W00", gdb.ask("c"));
        }
        Outcome undisturbed = Shell.here().lockstep("boot", kernel.toString());
        assertEquals(undisturbed, run.end());
    }
}
