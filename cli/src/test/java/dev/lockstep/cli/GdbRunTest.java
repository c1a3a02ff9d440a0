package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How the remote protocol lets a program go on, and where it stops.
 * The program hello: _start at 0x10000, main at 0x10014, one write, one exit.
 */
final class GdbRunTest {
    @Test
    void shouldRunToTheEndAsIfNobodyWatched() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals(DebuggedRun.STOPPED, gdb.ask("?"));
            assertEquals("W00", gdb.ask("vCont;c"));
        }
        assertEquals(
                new Outcome(
                        0,
                        Shell.here().lockstep("run", "--report", "-", "hello").out(),
                        ""),
                run.end());
    }

    @ParameterizedTest
    @CsvSource({"Z0,swbreak", "Z1,hwbreak"})
    void shouldStopAtABreakpointAndGoOnFromIt(String kind, String reason) throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("OK", gdb.ask(kind + ",10014,4"));
            assertEquals("T05" + reason + ":;thread:1;", gdb.ask("c"));
            assertEquals("14000100", gdb.ask("pf"));
            assertEquals("0620a0e3", gdb.ask("m10014,4"));
            assertEquals("W00", gdb.ask("c"));
        }
        assertEquals(
                Shell.here().lockstep("run", "--report", "-", "hello").out(),
                run.end().out());
    }

    @Test
    void shouldStepThroughARange() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            gdb.ask("Z0,10014,4");
            gdb.ask("c");
            assertEquals(DebuggedRun.STOPPED, gdb.ask("vCont;r10014,10024:1"));
            assertEquals("24000100", gdb.ask("pf"));
            gdb.send("k");
        }
        assertEquals(137, run.end().status());
    }

    @Test
    void shouldStopWhereAProcessIsAboutToBeKilled() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "--report", "-", "wild-store");
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("T0bthread:1;", gdb.ask("c"));
            assertEquals("T0bthread:1;", gdb.ask("vCont;c"));
            assertEquals("W8b", gdb.ask("C0b"));
        }
        Outcome undisturbed = Shell.here().lockstep("run", "--report", "-", "wild-store");
        assertEquals(undisturbed, run.end());
    }

    @Test
    void shouldStopWhenInterrupted() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "spin");
        try (GdbClient gdb = new GdbClient(run.port())) {
            gdb.send("vCont;c");
            gdb.raw("\u0003");
            assertEquals("T02thread:1;", gdb.receive());
            gdb.send("k");
        }
        assertEquals(137, run.end().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"interpreter", "translated"})
    void shouldNotChangeHashesWhateverIsDone(String engine) throws Exception {
        String[] program = {
            "--report", "-", "--engine", engine, "--threshold", "2", "--quantum", "random:7:900", "fork-wait"
        };
        DebuggedRun run = new DebuggedRun("", "run", program);
        try (GdbClient gdb = new GdbClient(run.port())) {
            long codeOf = Shell.here().symbol("fork-wait", "code_of");
            assertEquals("OK", gdb.ask("Z0,%x,4".formatted(codeOf)));
            assertEquals("OK", gdb.ask("Z2,bffffd70,40"));
            for (int i = 0; i < 40; i++) {
                assertTrue(gdb.ask("c").startsWith("T05"));
                if (i % 3 == 0) {
                    assertTrue(gdb.ask("bs").startsWith("T05"));
                }
                if (i % 10 == 9) {
                    assertTrue(gdb.ask("bc").startsWith("T05"));
                }
            }
            assertEquals("OK", gdb.ask("z0,%x,4".formatted(codeOf)));
            assertEquals("OK", gdb.ask("z2,bffffd70,40"));
            assertEquals("W00", gdb.ask("c"));
        }
        assertEquals(
                Shell.here().lockstep("run", "--report", "-", "fork-wait").out(),
                run.end().out());
    }
}
