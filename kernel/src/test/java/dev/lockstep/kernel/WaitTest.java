package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.Schedule;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class WaitTest {
    @Test
    void shouldGiveTheOrdinalAndTheStatusWord() {
        Run run = Run.of(parentOf(child -> child.exit(5)).elf("p"));
        assertEquals(1, run.exit());
        assertEquals("0x500", run.out());
    }

    @Test
    void shouldGiveTheSignalOfAKilledChild() {
        Run run = Run.of(parentOf(child -> child.call(11)).elf("p"));
        assertEquals("0x6", run.out());
        assertEquals(128 + 6, run.report("1.1").exit());
    }

    @Test
    void shouldNotWantAStatusAddress() {
        Assembler program = new Assembler()
                .fork("child")
                .call(4, 1, 0, 0)
                .move(1, 0)
                .mov(0, 1)
                .svc(0)
                .label("child")
                .exit(5);
        assertEquals(1, Run.of(program.elf("p")).exit());
    }

    @Test
    void shouldGiveTheWholeExitCodeUnderPix() {
        assertEquals(-2, pixWait(child -> child.exit(-2)));
        assertEquals(0x12000, pixWait(child -> child.exit(0x12000)));
    }

    @Test
    void shouldGiveTheNegativeSignalOfAKilledChildUnderPix() {
        assertEquals(-6, pixWait(child -> child.call(11)));
    }

    /** child, status address, options, errno. */
    @ParameterizedTest
    @CsvSource({
        "2, 0, 0, 10",
        "0, 0, 0, 10",
        "-2, 0, 0, 10",
        "1, 0, 2, 22",
        "1, 0x10000, 0, 14",
        "1, 0x20ffe, 0, 14",
        "-1, 0xf0000000, 1, 14"
    })
    void shouldRejectABrokenWait(String child, String address, int options, int errno) {
        Assembler program = new Assembler()
                .fork("child")
                .call(4, Integer.decode(child), Long.decode(address).intValue(), options)
                .word(0xe2601000) // rsb r1, r0, #0
                .mov(0, 1)
                .svc(0)
                .label("child")
                .exit(0);
        assertEquals(errno, Run.of(program.elf("p")).exit());
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 10", "1, 1, 22", "0, 0, 10"})
    void shouldRejectABrokenWaitUnderPix(int child, int options, int errno) {
        Assembler program = new Assembler()
                .fork("child")
                .call(4, child, options)
                .word(0xe2601000) // rsb r1, r0, #0
                .mov(0, 1)
                .svc(0)
                .label("child")
                .exit(0);
        assertEquals(errno, Run.of(program.small("p")).exit());
    }

    @Test
    void shouldGiveEachChildOnce() {
        Assembler program = new Assembler()
                .fork("child")
                .call(4, 1, 0, 0)
                .call(4, 1, 0, 0)
                .word(0xe2601000) // rsb r1, r0, #0
                .mov(0, 1)
                .svc(0)
                .label("child")
                .exit(0);
        assertEquals(10, Run.of(program.elf("p")).exit());
    }

    /**
     * Three children that run for 800, 100 and 400 turns; the order in which waitpid(-1) gives them is the exit code.
     */
    @ParameterizedTest
    @FieldSource("dev.lockstep.kernel.Run#SCHEDULES")
    void shouldGiveTheChildThatEndedFirst(Schedule schedule) {
        Assembler program =
                new Assembler().fork("long").fork("short").fork("medium").mov(4, 0);
        for (int i = 0; i < 3; i++) {
            program.call(4, -1, 0, 0).word(0xe0804104); // add r4, r0, r4, lsl #2
        }
        program.move(1, 4).mov(0, 1).svc(0);
        program.label("long").spin(800).exit(1);
        program.label("short").spin(100).exit(2);
        program.label("medium").spin(400).exit(3);
        Run run = Run.of(options -> options.withSchedule(schedule), program.elf("p"));
        assertEquals(2 << 4 | 3 << 2 | 1, run.exit());
    }

    /** Two children that end at the same logical time: the elder comes first. */
    @ParameterizedTest
    @FieldSource("dev.lockstep.kernel.Run#SCHEDULES")
    void shouldGiveTheElderOfTwoThatEndedAtTheSameTime(Schedule schedule) {
        Assembler program = new Assembler().fork("elder").fork("younger");
        program.call(4, -1, 0, 0).move(1, 0).mov(0, 1).svc(0);
        // The younger is forked four instructions after the elder.
        program.label("elder").spin(20).nop().nop().nop().nop().exit(0);
        program.label("younger").spin(20).exit(0);
        Run run = Run.of(options -> options.withSchedule(schedule), program.elf("p"));
        assertEquals(1, run.exit());
        ProcessReport elder = run.report("1.1");
        ProcessReport younger = run.report("1.2");
        assertEquals(younger.instructions() + 4, elder.instructions());
    }

    /** The first child waits for a grandchild that is slow; the second is faster. */
    @ParameterizedTest
    @FieldSource("dev.lockstep.kernel.Run#SCHEDULES")
    void shouldCountTheTimeThatAChildWaits(Schedule schedule) {
        Assembler program = new Assembler().fork("waits").fork("spins");
        program.call(4, -1, 0, 0).move(1, 0).mov(0, 1).svc(0);
        program.label("waits").fork("grandchild").call(4, -1, 0, 0).exit(0);
        program.label("grandchild").spin(1000).exit(0);
        program.label("spins").spin(500).exit(0);
        Run run = Run.of(options -> options.withSchedule(schedule), program.elf("p"));
        assertEquals(2, run.exit());
    }

    /** The number of polls until the child has ended is the same under every schedule. */
    @ParameterizedTest
    @FieldSource("dev.lockstep.kernel.Run#SCHEDULES")
    void shouldPollByLogicalTime(Schedule schedule) {
        Assembler program = new Assembler()
                .fork("child")
                .mov(4, 0)
                .label("again")
                .add(4, 4, 1)
                .call(4, -1, 0, 1)
                .compare(0, 0)
                .branchIfEqual("again")
                .move(1, 4)
                .mov(0, 1)
                .svc(0)
                .label("child")
                .spin(200)
                .exit(0);
        Run run = Run.of(options -> options.withSchedule(schedule), program.elf("p"));
        // The child retires 1 + 2 + 401 + 2 instructions from the fork on; a turn of the loop is 8, the first poll at
        // 9.
        assertEquals(51, run.exit());
    }

    @Test
    void shouldForgetChildrenThatNobodyCanWaitFor() {
        Assembler program = new Assembler()
                .fork("child")
                .fork("ended")
                .spin(50)
                .exit(0)
                .label("child")
                .fork("ended")
                .spin(200)
                .label("ended")
                .exit(0);
        Run run = Run.of(options -> options.withSchedule(Schedule.parse("10")), program.elf("p"));
        assertEquals(4, run.reports().size());
        assertEquals(0, run.statistics().processes());
    }

    /** A program whose first child does something; it waits, prints the status word and exits with the result. */
    private static Assembler parentOf(java.util.function.UnaryOperator<Assembler> child) {
        Assembler program = new Assembler()
                .fork("child")
                .call(4, 1, Assembler.DATA + 2, 0)
                .move(5, 0)
                .mov(4, Assembler.DATA)
                .load(1, 4, 2)
                .mov(0, 130)
                .svc(0)
                .move(1, 5)
                .mov(0, 1)
                .svc(0)
                .label("child");
        return child.apply(program);
    }

    private static int pixWait(java.util.function.UnaryOperator<Assembler> child) {
        Assembler program = new Assembler()
                .fork("child")
                .call(4, 1, 0)
                .move(1, 0)
                .mov(0, 1)
                .svc(0)
                .label("child");
        Run run = Run.of(
                options -> options.withAbi(Optional.empty()),
                child.apply(program).small("p"));
        return run.exit();
    }
}
