package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.Programs;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecTest {
    private static final int NO_VECTOR = 0;

    @Test
    void shouldBecomeTheOtherProgram() {
        Run run = run(
                caller("other", NO_VECTOR),
                Map.of("other", new Assembler().exit(9).elf("other")));
        assertEquals(9, run.exit());
        assertEquals("other", run.report("1").program());
        assertEquals(1, run.statistics().execs());
    }

    @Test
    void shouldStartWithZeroRegistersOnAFreshStack() {
        // exit with the or of r0 to r12 and lr; 0 if they are all zero
        Assembler other = new Assembler();
        for (int r = 1; r <= 12; r++) {
            other.word(0xe1800000 | r); // orr r0, r0, rN
        }
        other.word(0xe180100e).mov(0, 1).svc(0); // orr r1, r0, lr
        Assembler caller = new Assembler();
        for (int r = 4; r <= 12; r++) {
            caller.mov(r, r);
        }
        caller.compare(0, 0).branch("call");
        callOther(caller.label("call"), "other", NO_VECTOR);
        assertEquals(0, run(caller, Map.of("other", other.elf("other"))).exit());
    }

    @Test
    void shouldGiveTheVectorOnTheStack() {
        // write(1, argv[i], 4) for each i; exit(argc)
        Assembler other = new Assembler()
                .load(4, Assembler.SP, 0)
                .add(5, Assembler.SP, 4)
                .label("again")
                .load(2, 5, 0)
                .compare(2, 0)
                .branchIfEqual("done")
                .mov(1, 1)
                .mov(3, 4)
                .mov(0, 9)
                .svc(0)
                .add(5, 5, 4)
                .branch("again")
                .label("done")
                .move(1, 4)
                .mov(0, 1)
                .svc(0);
        Assembler caller = new Assembler().branch("start");
        caller.label("first").text("abcd").label("second").text("efgh");
        caller.label("vector")
                .word(caller.address("second"))
                .word(caller.address("first"))
                .word(0);
        caller.label("start");
        callOther(caller, "other", caller.address("vector"));
        Run run = run(caller, Map.of("other", other.elf("other")));
        assertEquals(2, run.exit());
        assertEquals("efghabcd", run.out());
    }

    @Test
    void shouldGiveThePathAsTheOnlyArgumentWithoutAVector() {
        Assembler other = new Assembler()
                .load(2, Assembler.SP, 4)
                .mov(1, 1)
                .mov(3, 5)
                .mov(0, 9)
                .svc(0)
                .load(1, Assembler.SP, 0)
                .mov(0, 1)
                .svc(0);
        Run run = run(caller("other", NO_VECTOR), Map.of("other", other.elf("other")));
        assertEquals("other", run.out());
        assertEquals(1, run.exit());
    }

    @Test
    void shouldGoOnWithHashesAndStepsWithoutAnEvent() {
        Assembler caller = caller("other", NO_VECTOR);
        Image other = new Assembler().nop().exit(9).elf("other");
        ProcessReport report = run(caller, Map.of("other", other)).report("1");
        // b, 4 + 1 + 1 + 1 words up to the SVC, which does not retire; then nop, mov, mov
        assertEquals(1 + 6 + 3, report.steps());
        assertEquals(report.steps(), report.instructions());
        assertEquals(other.programHash(), report.hashes().orElseThrow().program());
        assertNotEquals(
                Run.of(other).report("1").hashes().orElseThrow().registers(),
                report.hashes().orElseThrow().registers());
    }

    @Test
    void shouldKeepChildrenAcrossExec() {
        Assembler other = new Assembler().call(4, 1, 0, 0).move(1, 0).mov(0, 1).svc(0);
        Assembler caller = new Assembler().fork("child");
        callOther(caller, "other", NO_VECTOR);
        caller.label("child").spin(100).exit(0);
        assertEquals(1, run(caller, Map.of("other", other.elf("other"))).exit());
    }

    @Test
    void shouldTakeTheAbiOfTheNewImage() {
        Assembler other = new Assembler().call(4, 1, 0).move(1, 0).mov(0, 1).svc(0);
        Assembler caller = new Assembler().fork("child");
        callOther(caller, "other", NO_VECTOR);
        caller.label("child").exit(23);
        assertEquals(23, run(caller, Map.of("other", other.small("other"))).exit());
    }

    @ParameterizedTest
    @CsvSource({"missing, 2", "broken, 8", "foreign, 8", "large, 12"})
    void shouldFailAndGoOn(String name, int errno) {
        Assembler caller = new Assembler().mov(6, 100);
        callOther(caller, name, NO_VECTOR);
        caller.word(0xe0461000).mov(0, 1).svc(0); // sub r1, r6, r0
        Image foreign = new Assembler().exit(0).elf("foreign", Optional.of("other"), Assembler.CODE);
        Assembler large = new Assembler();
        for (int i = 0; i < 1 << 18; i++) {
            large.nop();
        }
        Programs programs = (asked, abi) -> {
            if (asked.equals("broken")) {
                throw new ImageException("broken");
            }
            return Optional.ofNullable(
                    Map.of("foreign", foreign, "large", large.elf("large")).get(asked));
        };
        Run run = Run.of(
                options -> options.withPrograms(programs).withLimits(Limits.STANDARD.withMemoryBytes(1 << 20)),
                caller.elf("p"));
        assertEquals(100 + errno, run.exit());
        assertEquals("p", run.report("1").program());
        assertEquals(0, run.statistics().memory().bytes());
    }

    /** path, vector, errno; at 0x20000 there are zeros, and nothing at 0x30000. */
    @ParameterizedTest
    @CsvSource({"0, 0, 14", "0x30000, 0, 14", "0x20000, 0x30000, 14", "0x20000, 0x20ffe, 14", "0x20000, 0x10004, 14"})
    void shouldRejectABadPointer(String path, String vector, int errno) {
        Assembler caller = new Assembler().branch("start").word(0x30000000).label("start");
        caller.call(3, Integer.decode(path), Integer.decode(vector));
        caller.word(0xe2601000).mov(0, 1).svc(0);
        assertEquals(errno, run(caller, Map.of()).exit());
    }

    @Test
    void shouldLimitTheArguments() {
        // A vector that never ends: every page of a heap filled with pointers to itself is too long.
        Assembler caller = new Assembler()
                .call(5, 0x100000)
                .move(4, 0)
                .move(2, 0)
                .constant(5, 0x40000)
                .label("again")
                .store(6, 4, 0)
                .add(4, 4, 4)
                .subtractAndTest(5, 5, 1)
                .branchIfNotEqual("again");
        caller.mov(6, Assembler.HEAP);
        caller.move(4, 2).constant(5, 0x40000).label("fill").store(6, 4, 0).add(4, 4, 4);
        caller.subtractAndTest(5, 5, 1).branchIfNotEqual("fill");
        caller.mov(1, Assembler.DATA)
                .mov(0, 3)
                .svc(0)
                .word(0xe2601000)
                .mov(0, 1)
                .svc(0);
        assertEquals(7, run(caller, Map.of()).exit());
    }

    @Test
    void shouldLimitThePath() {
        Assembler caller = new Assembler()
                .call(5, 0x2000)
                .move(1, 0)
                .move(4, 0)
                .constant(5, 0x800)
                .mov(6, 0x41)
                .label("again")
                .store(6, 4, 0)
                .word(0xe5c46001) // strb r6, [r4, #1]
                .word(0xe5c46002)
                .word(0xe5c46003)
                .add(4, 4, 4)
                .subtractAndTest(5, 5, 1)
                .branchIfNotEqual("again")
                .mov(2, 0)
                .mov(0, 3)
                .svc(0)
                .word(0xe2601000)
                .mov(0, 1)
                .svc(0);
        assertEquals(36, run(caller, Map.of()).exit());
    }

    private static Assembler caller(String name, int vector) {
        return callOther(new Assembler(), name, vector);
    }

    /** exec(name, vector): a branch over the name, four words for its address, and the call. */
    private static Assembler callOther(Assembler program, String name, int vector) {
        program.branch("after the name").label("name").text(name).label("after the name");
        program.constant(1, program.address("name"));
        if (vector == NO_VECTOR) {
            program.mov(2, 0);
        } else {
            program.constant(2, vector);
        }
        return program.mov(0, 3).svc(0);
    }

    private static Run run(Assembler caller, Map<String, Image> programs) {
        return Run.of(
                options -> options.withPrograms((name, abi) -> Optional.ofNullable(programs.get(name))),
                caller.elf("p"));
    }
}
