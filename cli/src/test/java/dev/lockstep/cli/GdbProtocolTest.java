package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The remote protocol: what the stub says of itself, and what it makes of packets that it cannot use. */
final class GdbProtocolTest {
    private static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    @Test
    void shouldDescribeItself() throws Exception {
        DebuggedRun run = DebuggedRun.hello();
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
            assertEquals(DebuggedRun.STOPPED, gdb.ask("?"));
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
        DebuggedRun run = DebuggedRun.hello();
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

    @Test
    void shouldRefuseMoreHarts() {
        Outcome outcome = Shell.here().lockstep("run", "--gdb", "0", "--harts", "2", "hello");

        assertEquals(new Outcome(2, "", "lockstep: --harts: found 2, wanted 1 with --gdb\n"), outcome);
    }
}
