package dev.lockstep.kernel;

import static dev.lockstep.kernel.SemihostingProgram.BUFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.ClockSource;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Semihosting: clocks that count instructions, and the heap. */
class SemihostingClockAndHeapTest {
    private static String out(SemihostingProgram program) {
        return Run.of(program.elf()).out();
    }

    @Test
    void shouldTellAHeapThatCanBeUsedUpToItsEnd() {
        SemihostingProgram program = new SemihostingProgram()
                .call(SemihostingProgram.HEAPINFO, BUFFER)
                .show()
                .showWord(BUFFER)
                .showWord(BUFFER + 4)
                .showWord(BUFFER + 8)
                .showWord(BUFFER + 12);
        program.assembler()
                .constant(4, BUFFER)
                .load(4, 4, 4)
                .mov(5, 77)
                .word(0xe5245004) // str r5, [r4, #-4]!
                .load(0, 4, 0);
        int end = Assembler.HEAP + (128 << 20);
        assertEquals(
                "0 " + Assembler.HEAP + " " + end + " " + Assembler.STACK_TOP + " " + (Assembler.STACK_TOP - 0x10000)
                        + " 77 ",
                out(program.show()));
    }

    @ParameterizedTest
    @CsvSource({"1048576, 1048576", "268435456, 134217728", "2147483648, 268435456"})
    void shouldBoundTheHeapByTheMemory(long memory, int heap) {
        SemihostingProgram program = new SemihostingProgram()
                .call(SemihostingProgram.HEAPINFO, BUFFER)
                .showWord(BUFFER + 4)
                .call(SemihostingProgram.HEAPINFO, BUFFER)
                .showWord(BUFFER + 4);
        Run run = Run.of(options -> options.withLimits(Limits.STANDARD.withMemoryBytes(memory)), program.elf());
        assertEquals((Assembler.HEAP + heap + " ").repeat(2), run.out());
    }

    @Test
    void shouldTellWhoIsStarvedOfTheSameHeap() {
        SemihostingProgram program = new SemihostingProgram()
                .call(SemihostingProgram.HEAPINFO, BUFFER)
                .showWord(BUFFER + 4);
        Run run = Run.of(options -> options.withLimits(Limits.STANDARD.starved(1 << 20)), program.elf());
        assertEquals(Assembler.HEAP + (128 << 20) + " ", run.out());
    }

    @Test
    void shouldKillWhoStoresToMoreThanTheMemory() {
        SemihostingProgram program = new SemihostingProgram().call(SemihostingProgram.HEAPINFO, BUFFER);
        program.assembler()
                .constant(4, BUFFER)
                .load(4, 4, 0)
                .label("again")
                .store(4, 4, 0)
                .add(4, 4, 0x100)
                .branch("again");
        Run run = Run.of(options -> options.withLimits(Limits.STANDARD.withMemoryBytes(1 << 20)), program.elf());
        assertEquals(128 + 9, run.exit());
        assertEquals(0, run.statistics().memory().bytes());
    }

    @Test
    void shouldTellASmallProgramsHeap() {
        Assembler program = new Assembler()
                .constant(1, Assembler.SMALL_DATA + 0x20)
                .constant(2, Assembler.SMALL_DATA)
                .store(2, 1, 0)
                .mov(0, SemihostingProgram.HEAPINFO)
                .svc(SemihostingProgram.SVC)
                .load(4, 2, 4)
                .call(130, 0)
                .move(1, 4)
                .mov(0, 130)
                .svc(0)
                .exit(0);
        assertEquals("0x00x570000", Run.of(program.small("p")).out());
    }

    @Test
    void shouldCountInstructionsByItsClocks() {
        // What has retired before the call: its own mov and constant (4 words), and what is said.
        SemihostingProgram program = new SemihostingProgram();
        program.assembler().constant(7, 3_500_000).label("again").subtractAndTest(7, 7, 1);
        program.assembler().branchIfNotEqual("again");
        program.plain(SemihostingProgram.ELAPSED, BUFFER)
                .show()
                .showWord(BUFFER)
                .showWord(BUFFER + 4)
                .plain(SemihostingProgram.CLOCK, 0)
                .show()
                .plain(SemihostingProgram.TIME, 0)
                .show()
                .plain(SemihostingProgram.TICKFREQ, 0)
                .show();
        for (EngineKind kind : EngineKind.values()) {
            Run run = Run.of(
                    kind,
                    Profile.NONE,
                    "",
                    options -> options.withSchedule(Schedule.parse("random:3:1000")),
                    List.of(),
                    program.assembler().elf("p"));
            assertTrue(run.out().startsWith("0 " + (4 + 7_000_000 + 5) + " 0 1 946684800 700000000 "), run::out);
        }
    }

    @Test
    void shouldBeginAChildsClocksAnew() {
        SemihostingProgram program = new SemihostingProgram();
        program.assembler().spin(200).fork("child").call(4, -1, 0, 0).exit(0).label("child");
        program.plain(SemihostingProgram.ELAPSED, BUFFER).showWord(BUFFER);
        // The fork's return, cmp, the branch, five words.
        assertEquals("8 ", out(program));
    }

    @Test
    void shouldCountTheHostsTimeOnDemand() {
        SemihostingProgram program = new SemihostingProgram()
                .plain(SemihostingProgram.TICKFREQ, 0)
                .show()
                .plain(SemihostingProgram.TIME, 0)
                .show();
        long before = System.currentTimeMillis() / 1000;
        Run run = Run.of(options -> options.withClock(ClockSource.HOST), program.elf());
        List<String> words = List.of(run.out().split(" ", -1));
        assertEquals("1000000000", words.get(0));
        long time = Long.parseLong(words.get(1));
        assertTrue(before <= time && time <= System.currentTimeMillis() / 1000, run::out);
    }

    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void shouldGiveTheSameHashesWhateverTheSchedule(EngineKind kind) {
        SemihostingProgram program = new SemihostingProgram()
                .call(SemihostingProgram.HEAPINFO, BUFFER)
                .plain(SemihostingProgram.ELAPSED, BUFFER)
                .showWord(BUFFER)
                .open(":tt", 4)
                .write(1, "text\n")
                .show();
        String wanted = Run.of(program.assembler().exit(0).elf("p")).json();
        for (Schedule schedule : Run.SCHEDULES) {
            Run run = Run.of(
                    kind,
                    Profile.FULL,
                    "",
                    options -> options.withSchedule(schedule),
                    List.of(),
                    program.assembler().elf("p"));
            assertEquals(wanted, run.json());
        }
    }
}
