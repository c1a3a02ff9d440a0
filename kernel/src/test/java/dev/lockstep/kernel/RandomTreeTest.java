package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random trees of processes that fork, spin, wait in every way, yield, exec, crash and exit. Under every schedule each
 * process gives the same report, and nothing is left behind.
 */
class RandomTreeTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20260102);
    private static final int PROGRAMS = Integer.getInteger("lockstep.rounds", 60);
    private static final String EXECUTED = "other";

    static IntStream rounds() {
        return IntStream.range(0, PROGRAMS);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void shouldNotDependOnTheSchedule(int round) {
        Image program = RandomProgram.of(SEED + round, EXECUTED);
        String wanted = null;
        for (Schedule schedule : Run.SCHEDULES) {
            Run run = run(EngineKind.INTERPRETER, Profile.FULL, schedule, program);
            String again = schedule + ", again with -Dtest=RandomTreeTest -Dlockstep.rounds=1 -Dlockstep.seed="
                    + (SEED + round);
            assertEquals(RunOutcome.COMPLETED, run.outcome(), again);
            assertEquals(0, run.statistics().memory().bytes(), again);
            assertEquals(0, run.statistics().processes(), again);
            wanted = wanted == null ? run.json() : wanted;
            assertEquals(wanted, run.json(), again);
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void shouldNotDependOnCompany(Profile profile) {
        Image program = RandomProgram.of(SEED, EXECUTED);
        String alone = run(EngineKind.INTERPRETER, profile, Schedule.parse("100"), program)
                .json();
        Image[] copies = IntStream.range(0, 20).mapToObj(i -> program).toArray(Image[]::new);
        Run run = run(EngineKind.INTERPRETER, profile, Schedule.parse("random:7:40"), copies);
        assertEquals(0, run.statistics().memory().bytes());
        String first = String.join(
                "\n",
                run.reports().stream()
                        .filter(report -> report.pid().toString().matches("7(\\..*)?"))
                        .map(report -> report.toJson()
                                .replaceFirst("\"pid\":\"7", "\"pid\":\"1")
                                .replaceFirst("\"parent\":\"7", "\"parent\":\"1"))
                        .toList());
        assertEquals(alone, first);
    }

    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void shouldNotDependOnTheEngine(EngineKind kind) {
        for (int round = 0; round < 10; round++) {
            Image program = RandomProgram.of(SEED + round, EXECUTED);
            assertEquals(
                    run(EngineKind.INTERPRETER, Profile.PIX, Schedule.parse("11"), program)
                            .json(),
                    run(kind, Profile.PIX, Schedule.parse("1000"), program).json(),
                    "seed " + (SEED + round));
        }
    }

    private static Run run(EngineKind kind, Profile profile, Schedule schedule, Image... images) {
        Image other = new Assembler().mov(5, 77).spin(9).exit(42).elf(EXECUTED);
        return Run.of(
                kind,
                profile,
                "",
                options -> options.withSchedule(schedule)
                        .withPrograms((name, caller) -> name.equals(EXECUTED) ? Optional.of(other) : Optional.empty()),
                List.of(),
                images);
    }
}
