package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.kernel.api.Signal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {
    /** Prints a letter, for ever: five instructions for each. */
    private static Image letters(char letter) {
        Assembler program = new Assembler().mov(4, letter);
        return program.label("again")
                .move(1, 4)
                .mov(0, 128)
                .svc(0)
                .nop()
                .branch("again")
                .elf("letters");
    }

    /** The order in which lines come out is the order of turns, exact to the instruction. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 9, 10, 11, 100})
    void shouldGiveTurnsOfExactlyTheQuantum(int quantum) {
        int steps = 400;
        Image[] images = {lines('a'), lines('b'), lines('c')};
        Run run = Run.of(
                options -> options.withSchedule(new Schedule.Exact(quantum))
                        .withLimits(Limits.STANDARD.withMaxSteps(steps)),
                images);
        assertEquals(expectedLines(quantum, steps), run.out());
    }

    /** Prints lines of one letter, for ever: seven instructions for each line. */
    private static Image lines(char letter) {
        Assembler program = new Assembler();
        return program.label("again")
                .mov(1, letter)
                .mov(0, 128)
                .svc(0)
                .mov(1, '\n')
                .mov(0, 128)
                .svc(0)
                .branch("again")
                .elf("lines");
    }

    private static String expectedLines(int quantum, int steps) {
        StringBuilder out = new StringBuilder();
        for (int from = 0; from < steps; from += quantum) {
            for (char letter = 'a'; letter <= 'c'; letter++) {
                // Instruction 5 of each seven, from 0, writes the newline.
                for (int step = from; step < Math.min(from + quantum, steps); step++) {
                    if (step % 7 == 5) {
                        out.append(letter).append('\n');
                    }
                }
                boolean ends = from + quantum >= steps;
                if (ends && steps % 7 >= 3 && steps % 7 <= 5) {
                    out.append(letter);
                }
            }
        }
        return out.toString();
    }

    @ParameterizedTest
    @FieldSource("dev.lockstep.kernel.Run#SCHEDULES")
    void shouldKillAfterExactlyTheAllowedInstructions(Schedule schedule) {
        for (int steps = 1; steps < 30; steps++) {
            long limit = steps;
            Run run = Run.of(
                    options -> options.withSchedule(schedule).withLimits(Limits.STANDARD.withMaxSteps(limit)),
                    letters('x'));
            ProcessReport report = run.report("1");
            assertEquals(Optional.of(Signal.SIGXCPU), report.signal());
            assertEquals(limit, report.instructions());
            assertEquals(limit, report.steps());
            assertTrue(run.messages()
                    .getFirst()
                    .startsWith("1 letters killed by SIGXCPU: it has executed " + limit
                            + " instructions, as many as it may;"));
        }
    }

    @Test
    void shouldAllowExactlyTheAllowedInstructions() {
        // exit(3) retires two instructions and its call none.
        Image program = new Assembler().exit(3).elf("p");
        assertEquals(
                Optional.of(Signal.SIGXCPU),
                Run.of(options -> options.withLimits(Limits.STANDARD.withMaxSteps(2)), program)
                        .report("1")
                        .signal());
        assertEquals(
                3,
                Run.of(options -> options.withLimits(Limits.STANDARD.withMaxSteps(3)), program)
                        .exit());
    }

    @Test
    void shouldCountAWaitingProcessesCallInItsNextTurn() {
        // The parent's wait returns as the third instruction that it may execute after the fork.
        Assembler program = new Assembler()
                .fork("child")
                .call(4, 1, 0, 0)
                .exit(0)
                .label("child")
                .spin(50)
                .exit(0);
        for (Schedule schedule : Run.SCHEDULES) {
            Run run = Run.of(
                    options -> options.withSchedule(schedule).withLimits(Limits.STANDARD.withMaxSteps(107)),
                    program.elf("p"));
            assertEquals(9, run.report("1").instructions() - 2, schedule::toString);
            assertEquals(0, run.exit());
        }
    }

    @Test
    void shouldGiveTheRestOfTheTurnAwayOnYield() {
        Assembler polite = new Assembler();
        polite.call(17).call(128, 'p').call(128, '\n').exit(0);
        Run run = Run.of(
                options -> options.withSchedule(Schedule.parse("1000")),
                polite.elf("p"),
                line('q').elf("q"));
        assertEquals("q\np\n", run.out());
        assertEquals(3, run.statistics().switches());
    }

    private static Assembler line(char letter) {
        return new Assembler().call(128, letter).call(128, '\n').exit(0);
    }

    /** What each profile makes of fork, wait, yield and b . (EQUIVALENCE.md section 2). */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void shouldTakeTheEventsOfTheProfile(Profile profile) {
        Assembler program = new Assembler()
                .fork("child") // mov, svc, cmp, beq
                .call(4, 1, 0, 0) // 4 mov, svc: dispatched
                .call(4, 1, 0, 0) // 4 mov, svc: fails at once
                .call(17) // mov, svc: dispatched
                .call(128, '.') // 2 mov, svc
                .exit(0) // 2 mov
                .label("child")
                .exit(0); // after the fork: svc: dispatched, cmp, beq, 2 mov
        Run run = Run.of(EngineKind.INTERPRETER, profile, "", options -> options, List.of(), program.elf("p"));
        int retired = 4 + 5 + 5 + 2 + 3 + 2;
        assertEquals(retired, run.report("1").instructions());
        assertEquals(5, run.report("1.1").instructions());
        int parent =
                switch (profile) {
                    case NONE -> 0;
                    case FULL -> retired;
                    case PIX -> retired - 2;
                    case EQX -> retired - 5;
                };
        int child =
                switch (profile) {
                    case NONE -> 0;
                    case FULL -> 1 + 5;
                    case PIX, EQX -> 1 + 4;
                };
        assertEquals(parent, run.report("1").steps());
        assertEquals(child, run.report("1.1").steps());
        assertEquals(profile != Profile.NONE, run.report("1").hashes().isPresent());
    }

    @Test
    void shouldNotCountABranchToItselfOnHardware() {
        Assembler program = new Assembler().label("here").branch("here");
        for (Profile profile : List.of(Profile.FULL, Profile.PIX, Profile.EQX)) {
            Run run = Run.of(
                    EngineKind.INTERPRETER,
                    profile,
                    "",
                    options -> options.withLimits(Limits.STANDARD.withMaxSteps(50)),
                    List.of(),
                    program.elf("p"));
            assertEquals(50, run.report("1").instructions());
            assertEquals(profile == Profile.FULL ? 50 : 0, run.report("1").steps());
        }
    }

    @Test
    void shouldCountTurnsOfOthersAsSwitches() {
        Run run = Run.of(
                options -> options.withSchedule(Schedule.parse("10")),
                new Assembler().spin(100).exit(0).elf("p"));
        assertEquals(1, run.statistics().switches());
    }
}
