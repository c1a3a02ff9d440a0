package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.ProcessReport;
import org.junit.jupiter.api.Test;

class ForkTest {
    @Test
    void shouldGiveTheOrdinalToTheParentAndZeroToTheChild() {
        Assembler program = new Assembler()
                .fork("child")
                .call(2)
                .compare(0, 0)
                .branchIfEqual("child")
                .move(1, 0)
                .mov(0, 1)
                .svc(0)
                .label("child")
                .add(1, 0, 10)
                .mov(0, 1)
                .svc(0);
        Run run = Run.of(program.elf("p"));
        assertEquals(2, run.exit());
        assertEquals(10, run.report("1.1").exit());
        assertEquals(10, run.report("1.2").exit());
        assertEquals(3, run.reports().size());
    }

    @Test
    void shouldNameProcessesByTheirPath() {
        // fork(); fork(); put_pid: four processes
        Assembler program = new Assembler().call(2).call(2).exit(0);
        assertEquals(
                "[1, 1.1, 1.1.1, 1.2]",
                Run.of(program.elf("p")).reports().stream()
                        .map(ProcessReport::pid)
                        .toList()
                        .toString());
    }

    @Test
    void shouldNotShareWhatIsWrittenAfterwards() {
        Assembler program = new Assembler()
                .mov(4, Assembler.DATA)
                .mov(5, 1)
                .store(5, 4, 0)
                .fork("child")
                .mov(5, 2)
                .store(5, 4, 0)
                .call(4, 1, 0, 0)
                .load(1, 4, 0)
                .mov(0, 1)
                .svc(0)
                .label("child")
                .load(6, 4, 0)
                .mov(5, 3)
                .store(5, 4, 0)
                .spin(50)
                .load(1, 4, 0)
                .addRegister(1, 1, 6)
                .mov(0, 1)
                .svc(0);
        for (var schedule : Run.SCHEDULES) {
            Run run = Run.of(options -> options.withSchedule(schedule), program.elf("p"));
            assertEquals(2, run.exit(), schedule::toString);
        }
        Run one = Run.of(options -> options.withSchedule(Run.SCHEDULES.getLast()), program.elf("p"));
        assertEquals(4, one.report("1.1").exit());
    }

    @Test
    void shouldStartTheChildWithTheHashesAndStepsOfItsParent() {
        // Parent and child differ only in r0 and in what they do afterwards, which is to exit at once.
        Assembler program = new Assembler().nop().call(2).exit(0);
        Run run = Run.of(program.elf("p"));
        ProcessReport parent = run.report("1");
        ProcessReport child = run.report("1.1");
        assertEquals(5, parent.steps());
        assertEquals(5, parent.instructions());
        assertEquals(5, child.steps());
        assertEquals(3, child.instructions());
        assertEquals(
                parent.hashes().orElseThrow().pc(), child.hashes().orElseThrow().pc());
    }

    @Test
    void shouldRefuseWhenThereAreTooManyProcesses() {
        // loop: r0 = fork(); if r0 == 0 exit(0); if r0 > 0 loop; exit(-r0)
        Assembler program = new Assembler()
                .label("again")
                .fork("child")
                .word(0xcafffffa) // bgt again
                .word(0xe2601000) // rsb r1, r0, #0
                .mov(0, 1)
                .svc(0)
                .label("child")
                .exit(0);
        Run run = Run.of(options -> options.withLimits(Limits.STANDARD.withMaxProcesses(7)), program.elf("p"));
        assertEquals(11, run.exit());
        assertEquals(7, run.reports().size());
        assertEquals(0, run.statistics().processes());
    }

    @Test
    void shouldRefuseWhenMemoryIsShort() {
        // Each child writes to a page of its own and waits for children of its own that cannot be made for ever.
        Assembler program = new Assembler()
                .mov(4, Assembler.DATA)
                .label("again")
                .store(5, 4, 0)
                .call(2)
                .compare(0, 0)
                .branchIfEqual("again")
                .word(0x4a000003) // bmi failed
                .mov(1, -1)
                .mov(2, 0)
                .mov(3, 0)
                .call(4)
                .label("failed")
                .exit(0);
        Run run = Run.of(options -> options.withLimits(Limits.STANDARD.withMemoryBytes(1 << 20)), program.elf("p"));
        assertEquals(0, run.exit());
        assertEquals(0, run.statistics().memory().bytes());
        assertEquals(0, run.statistics().processes());
    }
}
