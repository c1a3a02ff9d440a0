package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cli.Shell.Outcome;
import org.junit.jupiter.api.Test;

/** Registers and memory by the remote protocol. */
final class GdbContentsTest {
    private static final String START = "00000100";

    @Test
    void shouldShowAndChangeRegisters() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals(START, gdb.ask("pf"));
            assertEquals("10000000", gdb.ask("p10"));
            assertEquals("OK", gdb.ask("P4=78563412"));
            assertEquals("OK", gdb.ask("P11=0000000000000840"));
            String all = gdb.ask("g");
            assertEquals(2 * 200, all.length());
            assertEquals("78563412", all.substring(32, 40));
            assertEquals("0000000000000840", gdb.ask("p11"));
            assertEquals("OK", gdb.ask("G" + "44332211" + all.substring(8)));
            assertEquals("44332211", gdb.ask("p0"));
            gdb.send("k");
        }
        assertEquals(137, run.end().status());
    }

    @Test
    void shouldNotLetAProcessIntoAnotherMode() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("OK", gdb.ask("P10=d30100f0"));
            assertEquals("100000f0", gdb.ask("p10"));
            gdb.send("vKill;1");
            assertEquals("OK", gdb.receive());
        }
        assertEquals(new Outcome(137, "", "lockstep: gdb has ended the run\n"), run.end());
    }

    @Test
    void shouldShowAndChangeMemoryAndCode() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "hello");
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("0620a0e3", gdb.ask("m10014,4"));
            // mov r2, #4
            assertEquals("OK", gdb.ask("M10014,1:04"));
            assertEquals("0420a0e3", gdb.ask("m10014,4"));
            assertEquals("W01", gdb.ask("c"));
        }
        // It finds that fewer bytes were written than it wants.
        assertEquals(new Outcome(1, "hell", ""), run.end());
    }

    @Test
    void shouldTakeEscapedBinaryData() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "hello");
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("OK", gdb.ask("Xbffff000,2:}\u0003}\u0004"));
            assertEquals("2324", gdb.ask("mbffff000,2"));
            gdb.send("k");
        }
        assertEquals(137, run.end().status());
    }

    @Test
    void shouldReadWhatIsThereOfARange() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "hello");
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("E14", gdb.ask("m0,4"));
            assertEquals("E14", gdb.ask("M0,1:00"));
            assertEquals(2 * 16, gdb.ask("mbffffff0,20").length());
            gdb.send("k");
        }
        assertEquals(137, run.end().status());
    }
}
