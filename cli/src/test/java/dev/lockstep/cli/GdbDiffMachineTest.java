package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sides of a divergence that run on the bare machine, by the remote protocol. */
final class GdbDiffMachineTest {
    private static final int DIFFERENT = 1;
    private static final String MACHINE = "engine=machine,quantum=7";

    /** Of r0 to pc, and of cpsr, in the answer to g. */
    private static final int REGISTER_DIGITS = 17 * 8;

    @TempDir
    private Path directory;

    private static String registers(GdbClient gdb) throws Exception {
        return gdb.ask("g").substring(0, REGISTER_DIGITS);
    }

    private static String thread(GdbClient gdb) throws Exception {
        return new String(HexFormat.of().parseHex(gdb.ask("qThreadExtraInfo,1")), StandardCharsets.UTF_8);
    }

    @Test
    void shouldStandBeforeTheStepThatDiffersOnTheMachineToo() throws Exception {
        DebuggedRun run = LostRegister.afterCall(1, "--hash", "full", MACHINE, "engine=translated", "hello.bin");
        try (GdbClient a = new GdbClient(run.port("A"));
                GdbClient b = new GdbClient(run.port("B"))) {
            String before = registers(a);
            assertEquals(before, registers(b));
            assertEquals("A, process 1, USR mode", thread(a));
            assertEquals(a.ask("m400000,40"), b.ask("m400000,40"));
            assertEquals(DebuggedRun.STOPPED, a.ask("s"));
            assertEquals(DebuggedRun.STOPPED, b.ask("s"));
            assertNotEquals(a.ask("p5"), b.ask("p5"));
            assertEquals(a.ask("pf"), b.ask("pf"));
            assertEquals(DebuggedRun.STOPPED, a.ask("bs"));
            assertEquals(before, registers(a));
            assertEquals("W00", a.ask("c"));
            assertEquals("OK", b.ask("D"));
        }
        assertEquals(DIFFERENT, run.status());
    }

    /** The third call is the parent's first waitpid, which is answered when its child has run. */
    @Test
    void shouldStandBeforeASystemCallAndNotBeforeItsAnswer() throws Exception {
        DebuggedRun run = LostRegister.atCall(3, "--hash", "full", MACHINE, "engine=translated", "fork-tree.bin");
        try (GdbClient a = new GdbClient(run.port("A"));
                GdbClient b = new GdbClient(run.port("B"))) {
            assertTrue(run.out().contains("process 1: "), run.out());
            assertEquals(registers(a), registers(b));
            assertEquals("A, process 1, USR mode", thread(a));
            // svc #0
            String pc = HexFormat.of().toHexDigits(Integer.reverseBytes(HexFormat.fromHexDigits(a.ask("pf"))));
            assertEquals("000000ef", a.ask("m" + pc + ",4"));
            assertEquals(DebuggedRun.STOPPED, a.ask("s"));
            assertEquals("A, process 1, SVC mode", thread(a));
            a.send("k");
            b.send("k");
        }
        assertEquals(DIFFERENT, run.status());
    }

    /** A load from the guest kernel finds its first instruction where nothing is translated, and aborts where it is. */
    @Test
    void shouldOpenTheMachineOnBothSides() throws Exception {
        Path program = directory.resolve("stray.bin").toAbsolutePath();
        ByteBuffer words = ByteBuffer.wrap(Files.readAllBytes(Shell.PREBUILT.resolve("hello.bin")))
                .order(ByteOrder.LITTLE_ENDIAN);
        // mov r0, #0x8000; ldr r1, [r0]
        words.putInt(0x28, 0xe3a00902).putInt(0x2c, 0xe5901000);
        Files.write(program, words.array());
        DebuggedRun run = new DebuggedRun(
                "",
                host -> Lockstep.run(
                        host,
                        "diff",
                        "--gdb",
                        "engine=machine,translation=none",
                        "engine=machine,translation=small",
                        program.toString()));
        try (GdbClient a = new GdbClient(run.port("A"));
                GdbClient b = new GdbClient(run.port("B"))) {
            assertEquals("04004000", a.ask("pf"));
            assertEquals(registers(a), registers(b));
            assertEquals(DebuggedRun.STOPPED, a.ask("s"));
            assertEquals(DebuggedRun.STOPPED, b.ask("s"));
            assertEquals("A, process 1, USR mode", thread(a));
            assertEquals("08004000", a.ask("pf"));
            assertEquals("B, process 1, ABT mode", thread(b));
            // lr of a data abort: behind the instruction by 8.
            assertEquals("0c004000", b.ask("pe"));
            assertEquals("OK", a.ask("D"));
            assertEquals("W01", b.ask("c"));
        }
        assertEquals(DIFFERENT, run.status());
    }
}
