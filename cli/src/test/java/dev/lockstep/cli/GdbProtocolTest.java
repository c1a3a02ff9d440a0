package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The remote protocol, packet by packet. The program hello: _start at 0x10000, main at 0x10014, one write, one exit. */
final class GdbProtocolTest {
    private static final String START = "00000100";
    private static final String STOPPED = "T05thread:1;";

    private static DebuggedRun hello() {
        return new DebuggedRun("", "run", "--report", "-", "hello");
    }

    private static String report(String... words) {
        return Shell.here().lockstep(words).out();
    }

    private static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    @Test
    void shouldRunToTheEndAsIfNobodyWatched() throws Exception {
        DebuggedRun run = hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals(STOPPED, gdb.ask("?"));
            assertEquals("W00", gdb.ask("vCont;c"));
        }
        assertEquals(new Outcome(0, report("run", "--report", "-", "hello"), ""), run.end());
    }

    @Test
    void shouldDescribeItself() throws Exception {
        DebuggedRun run = hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            String features = gdb.ask("qSupported:multiprocess+;swbreak+;xmlRegisters=arm");
            for (String feature :
                    "QStartNoAckMode+ qXfer:features:read+ swbreak+ hwbreak+ ReverseStep+ ReverseContinue+"
                            .split(" ", -1)) {
                assertTrue(features.contains(feature), features);
            }
            String first = gdb.ask("qXfer:features:read:target.xml:0,100");
            String second = gdb.ask("qXfer:features:read:target.xml:100,ffff");
            assertEquals('m', first.charAt(0));
            assertEquals('l', second.charAt(0));
            String xml = first.substring(1) + second.substring(1);
            assertTrue(xml.contains("org.gnu.gdb.arm.core") && xml.contains("org.gnu.gdb.arm.vfp"), xml);
            assertEquals("vCont;c;C;s;S;r", gdb.ask("vCont?"));
            gdb.send("D");
        }
        assertEquals(0, run.end().status());
    }

    @Test
    void shouldNotOfferToGoBackWhereARunIsNotRepeatable() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "--clock", "host", "hello");
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertFalse(gdb.ask("qSupported").contains("Reverse"));
            assertEquals("", gdb.ask("bs"));
            assertEquals("W00", gdb.ask("c"));
        }
        assertEquals(0, run.end().status());
    }

    @Test
    void shouldShowAndChangeRegisters() throws Exception {
        DebuggedRun run = hello();
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
        DebuggedRun run = hello();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g1",
                "p",
                "p22",
                "pffffffff",
                "P0",
                "P0=12",
                "P0=zz",
                "G00",
                "m",
                "m1",
                "m1,",
                "m1;2",
                "m123456789,4",
                "M1000,2:00",
                "M1000,1:0",
                "X1000,1:}",
                "Hg",
                "Hgxyz",
                "H",
                "T",
                "T-",
                "Z0",
                "Z0,1",
                "Z0,zz,4",
                "Z2,1000,0",
                "vCont;",
                "vCont;q",
                "vCont;C",
                "vCont;s:",
                "vCont;c:1:2",
                "vCont;r1:1",
                "C",
                "sxyz",
                "qRcmd,xyz",
                "qXfer:features:read:target.xml:",
                "qXfer:features:read:target.xml:ffffff,1",
                "qThreadExtraInfo,"
            })
    void shouldRefuseWhatIsMalformed(String packet) throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "hello");
        try (GdbClient gdb = new GdbClient(run.port())) {
            String answer = gdb.ask(packet);
            assertTrue(answer.startsWith("E") || packet.equals("g1"), answer);
            assertEquals(STOPPED, gdb.ask("?"));
            gdb.send("k");
        }
        assertEquals(137, run.end().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vMustReplyEmpty", "qWhatever", "Z5,1000,4", "R", "!", "vFile:open:2f", "\u00ff\u0000"})
    void shouldAnswerNothingToWhatItDoesNotKnow(String packet) throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "hello");
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("", gdb.ask(packet));
            gdb.send("k");
        }
        assertEquals(137, run.end().status());
    }

    @ParameterizedTest
    @CsvSource({"Z0,swbreak", "Z1,hwbreak"})
    void shouldStopAtABreakpointAndGoOnFromIt(String kind, String reason) throws Exception {
        DebuggedRun run = hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("OK", gdb.ask(kind + ",10014,4"));
            assertEquals("T05" + reason + ":;thread:1;", gdb.ask("c"));
            assertEquals("14000100", gdb.ask("pf"));
            assertEquals("0620a0e3", gdb.ask("m10014,4"));
            assertEquals("W00", gdb.ask("c"));
        }
        assertEquals(report("run", "--report", "-", "hello"), run.end().out());
    }

    @Test
    void shouldStepAndStepBack() throws Exception {
        DebuggedRun run = hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            String before = gdb.ask("g");
            assertEquals(STOPPED, gdb.ask("vCont;s:1;c"));
            assertEquals(STOPPED, gdb.ask("s"));
            String after = gdb.ask("g");
            assertEquals(STOPPED, gdb.ask("bs"));
            assertEquals(STOPPED, gdb.ask("bs"));
            assertEquals(before, gdb.ask("g"));
            assertEquals("T05replaylog:begin;thread:1;", gdb.ask("bs"));
            assertEquals("T05replaylog:begin;thread:1;", gdb.ask("bc"));
            assertEquals(before, gdb.ask("g"));
            gdb.ask("s");
            gdb.ask("s");
            assertEquals(after, gdb.ask("g"));
            assertEquals("W00", gdb.ask("c"));
        }
        assertEquals(new Outcome(0, report("run", "--report", "-", "hello"), ""), run.end());
    }

    @Test
    void shouldStepThroughARange() throws Exception {
        DebuggedRun run = hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            gdb.ask("Z0,10014,4");
            gdb.ask("c");
            assertEquals(STOPPED, gdb.ask("vCont;r10014,10024:1"));
            assertEquals("24000100", gdb.ask("pf"));
            gdb.send("k");
        }
        assertEquals(137, run.end().status());
    }

    @Test
    void shouldWriteNothingTwiceWhenItGoesBackOverASystemCall() throws Exception {
        DebuggedRun run = hello();
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
        assertEquals(report("run", "--report", "-", "hello"), run.end().out());
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
            long exit = symbol("stdin-count", "exit");
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

    private static long symbol(String program, String name) {
        return Shell.here().lockstep("disasm", "--from", name, "--count", "1", program).lines().stream()
                .filter(line -> line.endsWith("<" + name + ">:"))
                .map(line -> Long.parseLong(line.substring(0, 8), 16))
                .findFirst()
                .orElseThrow();
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

    @Test
    void shouldRunOnWhenGdbDetaches() throws Exception {
        DebuggedRun run = hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("OK", gdb.ask("Z0,10014,4"));
            assertEquals("OK", gdb.ask("D"));
        }
        assertEquals(new Outcome(0, report("run", "--report", "-", "hello"), ""), run.end());
    }

    @Test
    void shouldKnowProcessesAsThreads() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "--report", "-", "hello", "sieve");
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertEquals("m1,2", gdb.ask("qfThreadInfo"));
            assertEquals("l", gdb.ask("qsThreadInfo"));
            assertEquals("QC1", gdb.ask("qC"));
            assertEquals("2 sieve", text(gdb.ask("qThreadExtraInfo,2")));
            assertEquals("OK", gdb.ask("T2"));
            assertEquals("E03", gdb.ask("T3"));
            assertEquals("E03", gdb.ask("Hg3"));
            assertEquals("OK", gdb.ask("Hg2"));
            assertEquals("OK", gdb.ask("P5=01000000"));
            assertEquals("OK", gdb.ask("Hg1"));
            assertEquals("00000000", gdb.ask("p5"));
            // The first one ends on the way: the second one's turn comes after it.
            assertEquals("T05thread:2;", gdb.ask("vCont;s:2;c"));
            assertEquals("m2", gdb.ask("qfThreadInfo"));
            assertEquals("W00", gdb.ask("c"));
        }
        assertEquals(0, run.end().status());
    }

    @ParameterizedTest
    @CsvSource({"hashes,reg-hash 0x", "steps,moment 3", "processes,pc 0x", "help,hashes", "nonsense,found 'nonsense'"})
    void shouldAnswerMonitorCommands(String command, String wanted) throws Exception {
        DebuggedRun run = hello();
        try (GdbClient gdb = new GdbClient(run.port())) {
            for (int i = 0; i < 3; i++) {
                gdb.ask("s");
            }
            String answer =
                    text(gdb.ask("qRcmd," + HexFormat.of().formatHex(command.getBytes(StandardCharsets.UTF_8))));
            assertTrue(answer.contains(wanted), answer);
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
            long codeOf = symbol("fork-wait", "code_of");
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
        assertEquals(report("run", "--report", "-", "fork-wait"), run.end().out());
    }

    @Test
    void shouldGoToTheSameMomentsBackwardsAsForwards() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "--quantum", "97", "fork-tree");
        try (GdbClient gdb = new GdbClient(run.port())) {
            String[] forwards = new String[200];
            for (int i = 0; i < forwards.length; i++) {
                forwards[i] = gdb.ask("g");
                assertEquals(STOPPED, gdb.ask("vCont;s:1;c"));
            }
            for (int i = forwards.length - 1; i >= 0; i--) {
                assertEquals(STOPPED, gdb.ask("bs"));
                assertEquals(forwards[i], gdb.ask("g"), "moment " + i);
            }
            gdb.send("k");
        }
        assertEquals(137, run.end().status());
    }

    @Test
    void shouldRefuseMoreHarts() {
        Outcome outcome = Shell.here().lockstep("run", "--gdb", "0", "--harts", "2", "hello");

        assertEquals(new Outcome(2, "", "lockstep: --harts: found 2, wanted 1 with --gdb\n"), outcome);
    }

    @Test
    void shouldTellOfAPortThatIsTaken() throws Exception {
        DebuggedRun run = hello();
        int port = run.port();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = Shell.here().lockstep("run", "--gdb", Integer.toString(taken.getLocalPort()), "hello");
            assertEquals(2, outcome.status());
            assertEquals(1, outcome.err().lines().count(), outcome.err());
        }
        try (GdbClient gdb = new GdbClient(port)) {
            gdb.send("D");
        }
        assertEquals(0, run.end().status());
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
            assertEquals(STOPPED, gdb.ask("bs"));
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
