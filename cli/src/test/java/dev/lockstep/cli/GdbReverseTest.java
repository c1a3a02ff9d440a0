package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cli.Shell.Outcome;
import org.junit.jupiter.api.Test;

/**
 * Time that goes backwards, by the remote protocol.
 * The program hello: _start at 0x10000, main at 0x10014, one write, one exit.
 */
final class GdbReverseTest {
    @Test
    void shouldStepAndStepBack() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            String before = gdb.ask("g");
            assertEquals(DebuggedRun.STOPPED, gdb.ask("vCont;s:1;c"));
            assertEquals(DebuggedRun.STOPPED, gdb.ask("s"));
            String after = gdb.ask("g");
            assertEquals(DebuggedRun.STOPPED, gdb.ask("bs"));
            assertEquals(DebuggedRun.STOPPED, gdb.ask("bs"));
            assertEquals(before, gdb.ask("g"));
            assertEquals("T05replaylog:begin;thread:1;", gdb.ask("bs"));
            assertEquals("T05replaylog:begin;thread:1;", gdb.ask("bc"));
            assertEquals(before, gdb.ask("g"));
            gdb.ask("s");
            gdb.ask("s");
            assertEquals(after, gdb.ask("g"));
            assertEquals("W00", gdb.ask("c"));
        }
        assertEquals(
                new Outcome(
                        0,
                        Shell.here().lockstep("run", "--report", "-", "hello").out(),
                        ""),
                run.end());
    }

    @Test
    void shouldWriteNothingTwiceWhenItGoesBackOverASystemCall() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("OK", gdb.ask("Z0,10014,4"));
            gdb.ask("c");
            String atMain = gdb.ask("g");
            assertEquals("OK", gdb.ask("Z0,10028,4"));
            assertEquals("T05swbreak:;thread:1;", gdb.ask("c"));
            assertEquals("hello\n", run.out());
            assertEquals("T05swbreak:;thread:1;", gdb.ask("bc"));
            assertEquals(atMain, gdb.ask("g"));
            assertEquals("OK", gdb.ask("z0,10028,4"));
            assertEquals("W00", gdb.ask("c"));
        }
        assertEquals(
                Shell.here().lockstep("run", "--report", "-", "hello").out(),
                run.end().out());
    }

    @Test
    void shouldRepeatWhatGdbHasChanged() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "hello");
        try (GdbClient gdb = new GdbClient(run.port())) {
            gdb.ask("s");
            assertEquals("OK", gdb.ask("M10014,1:04"));
            assertEquals("T05replaylog:begin;thread:1;", gdb.ask("bc"));
            assertEquals("0620a0e3", gdb.ask("m10014,4"));
            assertEquals("W01", gdb.ask("c"));
        }
        assertEquals("hell", run.end().out());
    }

    @Test
    void shouldReadTheSameInputAgain() throws Exception {
        String input = "one\ntwo\n";
        DebuggedRun run = new DebuggedRun(input, "run", "--report", "-", "stdin-count");
        try (GdbClient gdb = new GdbClient(run.port())) {
            // The exit call's routine is reached after all input has been read.
            long exit = Shell.here().symbol("stdin-count", "exit");
            assertEquals("OK", gdb.ask("Z0,%x,4".formatted(exit)));
            assertEquals("T05swbreak:;thread:1;", gdb.ask("c"));
            String atEnd = gdb.ask("g");
            assertEquals("T05replaylog:begin;thread:1;", gdb.ask("bc"));
            assertEquals("T05swbreak:;thread:1;", gdb.ask("c"));
            assertEquals(atEnd, gdb.ask("g"));
            assertEquals("W00", gdb.ask("c"));
        }
        Outcome undisturbed = Shell.here().withInput(input).lockstep("run", "--report", "-", "stdin-count");
        assertEquals(undisturbed.out(), run.end().out());
    }

    @Test
    void shouldGoToTheSameMomentsBackwardsAsForwards() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "--quantum", "97", "fork-tree");
        try (GdbClient gdb = new GdbClient(run.port())) {
            String[] forwards = new String[200];
            for (int i = 0; i < forwards.length; i++) {
                forwards[i] = gdb.ask("g");
                assertEquals(DebuggedRun.STOPPED, gdb.ask("vCont;s:1;c"));
            }
            for (int i = forwards.length - 1; i >= 0; i--) {
                assertEquals(DebuggedRun.STOPPED, gdb.ask("bs"));
                assertEquals(forwards[i], gdb.ask("g"), "moment " + i);
            }
            gdb.send("k");
        }
        assertEquals(137, run.end().status());
    }
}
