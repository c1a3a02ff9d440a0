package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Relatives share what was decoded and translated of their program, and must never execute each other's stores. */
class CodeSharingTest {
    private static final int MOV_R1_1 = 0xe3a01001;
    private static final int MOV_R1_2 = 0xe3a01002;
    private static final int BX_LR = 0xe12fff1e;

    static Stream<Arguments> ways() {
        return Arrays.stream(EngineKind.values())
                .flatMap(kind -> Run.SCHEDULES.stream().map(schedule -> Arguments.of(kind, schedule)));
    }

    /** Parent and child each write a routine of their own to the same place, where nothing was executed before. */
    @ParameterizedTest
    @MethodSource("ways")
    void shouldKeepCodeApartThatIsWrittenAfterTheFork(EngineKind kind, Schedule schedule) {
        Assembler program = new Assembler()
                .fork("child")
                .constant(6, MOV_R1_1)
                .branch("go")
                .label("child")
                .constant(6, MOV_R1_2)
                .label("go");
        writeRoutine(program, Assembler.SMALL_DATA + 0x1000);
        call(program.spin(20)).mov(0, 1).svc(0);
        Run run = run(kind, schedule, program.small("p"));
        assertEquals(1, run.report("1").exit());
        assertEquals(2, run.report("1.1").exit());
    }

    /** The routine is written and executed by the parent, then overwritten by a child of its own child. */
    @ParameterizedTest
    @MethodSource("ways")
    void shouldKeepCodeApartThatIsOverwrittenAfterTheFork(EngineKind kind, Schedule schedule) {
        Assembler program = new Assembler().constant(6, MOV_R1_1);
        writeRoutine(program, Assembler.SMALL_DATA + 0x1000);
        call(program).fork("child").label("end");
        call(program.spin(50)).mov(0, 1).svc(0);
        call(program.label("child")).fork("grandchild").branch("end");
        program.label("grandchild").constant(6, MOV_R1_2).store(6, 4, 0).branch("end");
        Run run = run(kind, schedule, program.small("p"));
        assertEquals(1, run.report("1").exit());
        assertEquals(1, run.report("1.1").exit());
        assertEquals(2, run.report("1.1.1").exit());
    }

    /** Copies of one program that overwrite a part of the program itself, which not all of them have executed yet. */
    @ParameterizedTest
    @MethodSource("ways")
    void shouldKeepAChangedProgramApart(EngineKind kind, Schedule schedule) {
        Assembler program = new Assembler()
                .branch("start")
                .label("routine")
                .word(MOV_R1_1)
                .word(BX_LR)
                .label("start")
                .constant(4, Assembler.SMALL_CODE + 4)
                .fork("child");
        call(program.label("end").spin(30)).mov(0, 1).svc(0);
        program.label("child").constant(6, MOV_R1_2).store(6, 4, 0).branch("end");
        Image image = program.small("p");
        Run run = run(kind, schedule, image, image);
        assertEquals(1, run.report("1").exit());
        assertEquals(2, run.report("1.1").exit());
        assertEquals(1, run.report("2").exit());
        assertEquals(2, run.report("2.1").exit());
    }

    /** Stores r6 and bx lr to an address, which is in r4 afterwards. */
    private static void writeRoutine(Assembler program, int address) {
        program.constant(4, address).store(6, 4, 0).constant(7, BX_LR).store(7, 4, 4);
    }

    /** Calls what r4 points to. */
    private static Assembler call(Assembler program) {
        return program.word(0xe1a0e00f).word(0xe12fff14); // mov lr, pc; bx r4
    }

    private static Run run(EngineKind kind, Schedule schedule, Image... images) {
        return Run.of(kind, Profile.FULL, "", options -> options.withSchedule(schedule), List.of(), images);
    }
}
