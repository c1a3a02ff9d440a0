package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of a divergence by the remote protocol. The second run of hello loses r5 at its first system call. */
final class GdbDiffTest {
    private static final int DIFFERENT = 1;

    @Test
    void shouldStandBeforeTheStepThatDiffersOnBothSides() throws Exception {
        DebuggedRun run = LostRegister.compared("hello");
        try (GdbClient a = new GdbClient(run.port("A"));
                GdbClient b = new GdbClient(run.port("B"))) {
            assertTrue(run.out().startsWith("hello, process 1: the first difference is step "), run.out());
            String before = a.ask("g");
            assertEquals(before, b.ask("g"));
            assertEquals(a.ask("m10014,20"), b.ask("m10014,20"));
            assertEquals(DebuggedRun.STOPPED, a.ask("s"));
            assertEquals(DebuggedRun.STOPPED, b.ask("s"));
            assertNotEquals(a.ask("p5"), b.ask("p5"));
            assertEquals(a.ask("pf"), b.ask("pf"));
            assertEquals("OK", a.ask("D"));
            assertEquals("W00", b.ask("c"));
        }
        assertEquals(DIFFERENT, run.status());
    }

    @Test
    void shouldGoBackOnTheFaultySide() throws Exception {
        DebuggedRun run = LostRegister.compared("hello");
        try (GdbClient a = new GdbClient(run.port("A"));
                GdbClient b = new GdbClient(run.port("B"))) {
            a.send("k");
            String before = b.ask("g");
            assertEquals(DebuggedRun.STOPPED, b.ask("s"));
            String after = b.ask("g");
            assertEquals(DebuggedRun.STOPPED, b.ask("bs"));
            assertEquals(before, b.ask("g"));
            assertEquals("OK", b.ask("Z0,10014,4"));
            assertEquals("T05swbreak:;thread:1;", b.ask("bc"));
            assertEquals("14000100", b.ask("pf"));
            assertEquals("T05replaylog:begin;thread:1;", b.ask("bc"));
            assertEquals("00000100", b.ask("pf"));
            assertEquals("T05swbreak:;thread:1;", b.ask("c"));
            while (!b.ask("g").equals(before)) {
                assertEquals(DebuggedRun.STOPPED, b.ask("s"));
            }
            assertEquals(DebuggedRun.STOPPED, b.ask("s"));
            assertEquals(after, b.ask("g"));
            b.send("k");
        }
        assertEquals(DIFFERENT, run.status());
    }

    @Test
    void shouldChangeNothing() throws Exception {
        DebuggedRun run = LostRegister.compared("hello");
        try (GdbClient a = new GdbClient(run.port("A"));
                GdbClient b = new GdbClient(run.port("B"))) {
            String registers = b.ask("g");
            assertTrue(b.ask("P5=01000000").startsWith("E."));
            assertTrue(b.ask("M10014,1:04").startsWith("E."));
            assertTrue(b.ask("G" + registers).startsWith("E."));
            assertEquals(registers, b.ask("g"));
            assertEquals("OK", a.ask("D"));
            assertEquals("OK", b.ask("D"));
        }
        assertEquals(DIFFERENT, run.status());
    }

    @Test
    void shouldKnowAProgramThatForks() throws Exception {
        DebuggedRun run = LostRegister.compared("fork-wait");
        try (GdbClient a = new GdbClient(run.port("A"));
                GdbClient b = new GdbClient(run.port("B"))) {
            assertEquals(a.ask("g"), b.ask("g"));
            assertEquals(DebuggedRun.STOPPED, a.ask("s"));
            assertEquals(DebuggedRun.STOPPED, b.ask("s"));
            assertNotEquals(a.ask("g"), b.ask("g"));
            assertEquals("OK", a.ask("D"));
            assertEquals("OK", b.ask("D"));
        }
        assertEquals(DIFFERENT, run.status());
    }

    @Test
    void shouldOpenNothingWhereBothRunsAreEqual() {
        Outcome outcome = Shell.here().lockstep("diff", "--gdb", "engine=interpreter", "engine=flat", "hello");

        assertEquals(
                new Outcome(
                        0,
                        "hello: equal, processes 1, steps 31\n",
                        "lockstep: --gdb: nothing is opened: both runs are equal\n"),
                outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "--gdb=x, found 'x'",
        "--gdb=65536, found '65536'",
        "--gdb=65535, found '65535'",
        "'--gdb=1234,1234', found '1234",
        "'--gdb=1,2,3', found '1"
    })
    void shouldRefuseWhatIsNoPort(String option, String wanted) {
        Outcome outcome = Shell.here().lockstep("diff", option, "engine=flat", "engine=flat", "hello");

        assertEquals(2, outcome.status());
        assertTrue(outcome.err().contains(wanted), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }

    @Test
    void shouldRefuseToOpenWhatIsToldInJson() {
        Outcome outcome = Shell.here().lockstep("diff", "--gdb", "--json", "engine=flat", "engine=flat", "hello");

        assertEquals(2, outcome.status());
        assertTrue(outcome.err().contains("found --gdb and --json"), outcome.err());
    }
}
