package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
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
        Image program = program(SEED + round);
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
        Image program = program(SEED);
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
            Image program = program(SEED + round);
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

    private static Image program(long seed) {
        Assembler program = new Assembler();
        program.branch("p").label("name").text(EXECUTED);
        new Generator(program, new SplittableRandom(seed)).process("p", 0);
        return program.elf("tree");
    }

    /** Emits the code of a process and, behind it, that of its children. */
    private record Generator(Assembler program, SplittableRandom random) {
        private static final int MOST_DEPTH = 4;

        void process(String label, int depth) {
            program.label(label);
            int children = 0;
            int[] body = new int[random.nextInt(3, 12)];
            for (int i = 0; i < body.length; i++) {
                body[i] = random.nextInt(depth == 0 ? 14 : 16);
                if (body[i] < 4 && depth < MOST_DEPTH) {
                    children++;
                    program.fork(label + "." + children);
                } else {
                    step(body[i], children);
                }
                // What a call gave becomes part of the history.
                program.addRegister(5, 5, 0);
            }
            end();
            for (int child = 1; child <= children; child++) {
                process(label + "." + child, depth + 1);
            }
        }

        private void step(int kind, int children) {
            int child = children == 0 ? 1 : random.nextInt(1, children + 1);
            switch (kind) {
                case 4, 5, 6 -> program.spin(random.nextInt(1, 120));
                case 7, 8 -> program.call(4, -1, Assembler.DATA, 0);
                case 9 -> program.call(4, -1, 0, 1);
                case 10 -> program.call(4, child, Assembler.DATA + 8, 0);
                case 11 -> program.call(4, child, 0, 1);
                case 12 -> program.call(17);
                case 13 -> store();
                case 14 -> {
                    if (random.nextInt(4) == 0) {
                        program.constant(1, program.address("name"))
                                .mov(2, 0)
                                .mov(0, 3)
                                .svc(0);
                    }
                }
                default -> program.nop();
            }
        }

        private void store() {
            program.mov(4, Assembler.DATA).store(5, 4, 4 * random.nextInt(100));
        }

        private void end() {
            switch (random.nextInt(6)) {
                case 0 -> program.call(11);
                case 1 -> program.mov(4, 0).load(4, 4, 0);
                case 2 -> program.move(1, 5).mov(0, 1).svc(0);
                default -> program.exit(random.nextInt(256));
            }
        }
    }
}
