package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gdbs that come and go. The program hello: _start at 0x10000, main at 0x10014; spin never ends. */
final class GdbConnectionTest {
    private static final int KILLED = 137;
    private static final Path TIMER = Path.of("..", "kernel", "guest", "prebuilt", "timer-irq.img");

    private static void assertUndisturbed(DebuggedRun run) throws Exception {
        assertEquals(
                Shell.here().lockstep("run", "--report", "-", "hello").out(),
                run.end().out());
    }

    @Test
    void shouldWaitWhereItStoodForTheNextGdbWhenOneHangsUp() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("OK", gdb.ask("Z0,10014,4"));
            assertEquals("T05swbreak:;thread:1;", gdb.ask("c"));
        }
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("T05swbreak:;thread:1;", gdb.ask("?"));
            assertEquals("14000100", gdb.ask("pf"));
            assertEquals("W00", gdb.ask("c"));
        }
        assertUndisturbed(run);
    }

    @Test
    void shouldForgetThePointsOfAGdbThatHangsUp() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("OK", gdb.ask("Z0,10014,4"));
        }
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("W00", gdb.ask("c"));
        }
        assertUndisturbed(run);
    }

    @Test
    void shouldStopWhenAGdbDiesThatLetItRun() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "spin");
        try (GdbClient gdb = new GdbClient(run.port())) {
            gdb.send("vCont;c");
        }
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("T02thread:1;", gdb.ask("?"));
            String pc = gdb.ask("pf");
            assertEquals(pc, gdb.ask("pf"));
            gdb.send("k");
        }
        assertEquals(KILLED, run.end().status());
    }

    @Test
    void shouldRunOnWhenGdbDetaches() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("OK", gdb.ask("Z0,10014,4"));
            assertEquals("OK", gdb.ask("D"));
        }
        assertEquals(
                new Outcome(
                        0,
                        Shell.here().lockstep("run", "--report", "-", "hello").out(),
                        ""),
                run.end());
    }

    @Test
    void shouldStopWhenAGdbConnectsAfterOneHasDetached() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "spin");
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("OK", gdb.ask("D"));
        }
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals(DebuggedRun.STOPPED, gdb.ask("?"));
            assertEquals(DebuggedRun.STOPPED, gdb.ask("s"));
            assertEquals(DebuggedRun.STOPPED, gdb.ask("bs"));
            assertEquals("T05replaylog:begin;thread:1;", gdb.ask("bc"));
            gdb.send("k");
        }
        assertEquals(KILLED, run.end().status());
    }

    @Test
    void shouldDoTheSameOnTheBareMachine() throws Exception {
        DebuggedRun run = new DebuggedRun("", "boot", TIMER.toString());
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals(DebuggedRun.STOPPED, gdb.ask("s"));
        }
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals(DebuggedRun.STOPPED, gdb.ask("?"));
            assertEquals("04800000", gdb.ask("pf"));
            assertEquals("OK", gdb.ask("D"));
        }
        assertEquals(
                Shell.here().lockstep("boot", TIMER.toString()).out(), run.end().out());
    }

    @Test
    void shouldRefuseASecondGdbPolitely() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            try (Socket second = new Socket(InetAddress.getLoopbackAddress(), run.port())) {
                second.setSoTimeout(60_000);
                second.getOutputStream().write("+$qSupported:#00".getBytes(StandardCharsets.US_ASCII));
                String answer = new String(second.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(answer.startsWith("+$E.another gdb is connected to this run#"), answer);
            }
            assertEquals(DebuggedRun.STOPPED, gdb.ask("?"));
            assertEquals("W00", gdb.ask("c"));
        }
        Outcome end = run.end();
        assertEquals("lockstep: a second gdb was refused: one is connected\n", end.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$", "$c#", "+++++", "\u0003", "$vCont;c#a8$"})
    void shouldSurviveAGdbThatSaysOnlyThis(String bytes) throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "spin");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.port())) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertTrue(gdb.ask("?").startsWith("T0"));
            gdb.send("k");
        }
        assertEquals(KILLED, run.end().status());
    }

    @Test
    void shouldTellOfAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = Shell.here().lockstep("run", "--gdb", Integer.toString(taken.getLocalPort()), "hello");
            assertEquals(2, outcome.status());
            assertEquals(1, outcome.err().lines().count(), outcome.err());
        }
    }
}
