package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.ReportCollector;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.translator.RegionShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the project is for: a program's hashes are the same whatever engine runs it, however its turns are cut, and whoever
 * else runs. Every program under every engine, profile and schedule; alone, in copies that go to and fro between two harts,
 * and all together.
 */
@Tag("oracle")
@Execution(ExecutionMode.CONCURRENT)
class EquivalenceMatrixTest {
    private static final int COPIES = 3;

    /** Programs, with arguments that keep them short. Those that only end when a limit is met have company elsewhere. */
    private static final List<Program> PROGRAMS = Stream.of(
                    "hello.elf",
                    "hello-printf.elf a bc",
                    "fork.elf",
                    "fork-wait.elf 4",
                    "fork-tree.elf 3",
                    "exec.elf",
                    "malloc.elf 100",
                    "sort.elf 60",
                    "sieve.elf 500",
                    "crc32.elf 100",
                    "sha256.elf 100",
                    "matrix.elf 5 2",
                    "nqueens.elf 4",
                    "strings.elf 20",
                    "hello.bin",
                    "fork.bin",
                    "fork-wait.bin",
                    "fork-tree.bin",
                    "hello.eqx.bin",
                    "fork-wait.eqx.bin",
                    "fork-tree.eqx.bin",
                    "tests/all-flags.elf",
                    "tests/deep-recursion.elf 800",
                    "tests/division.elf 20",
                    "tests/jump-table.elf",
                    "tests/longjmp.elf",
                    "tests/misaligned-ldm.elf",
                    "tests/null-call.elf",
                    "tests/self-modify.elf 100",
                    "tests/self-modify.elf 100 next",
                    "tests/unaligned.elf",
                    "tests/undefined.elf",
                    "tests/wait-any.elf",
                    "tests/wait-nohang.elf",
                    "tests/wild-store.elf",
                    "tests/bad-jump.elf",
                    "tests/forged-return.elf 30",
                    "tests/tail-calls.elf 100",
                    "tests/million-deep.elf 300",
                    "tests/coroutines.elf 6",
                    "tests/exclusives.elf 10",
                    "tests/big-function.elf 1",
                    "tests/huge-tables.elf 50",
                    "tests/code-copies.elf 5",
                    "tests/stack-overflow.elf",
                    "code-copies.bin",
                    "thumb/fork-wait.elf 4",
                    "thumb/hello-printf.elf a bc",
                    "thumb/sort.elf 60",
                    "thumb/sha256.elf 30",
                    "thumb/longjmp.elf 20",
                    "thumb/jump-table.elf 200",
                    "thumb/deep-recursion.elf 300",
                    "thumb/wait-any.elf",
                    "vfp/nbody.elf 4",
                    "vfp/mandelbrot.elf 6 20",
                    "vfp/matrix-double.elf 4",
                    "ultra/fork-storm.elf 1 12",
                    "ultra/fork-live.elf 9",
                    "ultra/fork-tree.elf 3",
                    "ultra/fork-deep.elf 8",
                    "ultra/ping-pong.elf 2 30",
                    "ultra/big-fork.elf 1 1 3",
                    "ultra/workers.elf 3 60")
            .map(Program::parse)
            .toList();

    /** Bytes for each kernel: some run side by side, and everything flat takes much. */
    private static final long MEMORY = 400 << 20;

    /** Turns at which processes go to another hart before each; at shorter ones that takes most of the time. */
    private static final Schedule LONG = Schedule.parse("100000");

    /** What every way of running a program must agree on, by profile and program. */
    private static final Map<Profile, Map<Program, List<String>>> EXPECTED = new ConcurrentHashMap<>();

    /** Of the engines of one way: every way translates all programs anew, but not for each of its runs. */
    private final RegionShare share = new RegionShare();

    private record Program(Image image, List<String> arguments) {
        static Program parse(String line) {
            List<String> words = Arrays.asList(line.split(" "));
            return new Program(Prebuilt.image(words.get(0)), words.subList(1, words.size()));
        }

        @Override
        public String toString() {
            return image.name() + " (" + image.format() + ") " + String.join(" ", arguments);
        }
    }

    static Stream<Arguments> ways() {
        return Stream.of(Profile.FULL, Profile.PIX, Profile.EQX).flatMap(profile -> Arrays.stream(EngineKind.values())
                .flatMap(kind -> schedules(kind, profile).map(schedule -> Arguments.of(profile, kind, schedule))));
    }

    /** With flat memory only some: it is the shape of memory that is compared there, and at these it changes most. */
    private static Stream<Schedule> schedules(EngineKind kind, Profile profile) {
        return switch (kind) {
            case INTERPRETER, TRANSLATED -> Run.SCHEDULES.stream();
            case FLAT, FLAT_NOW_AND_THEN ->
                (profile == Profile.FULL ? Stream.of("2", "100", "random:2:300") : Stream.of("random:2:300"))
                        .map(Schedule::parse);
        };
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldGiveOneHashPerProgramAndProfile(Profile profile, EngineKind kind, Schedule schedule) {
        Map<Program, List<String>> expected = EXPECTED.computeIfAbsent(profile, EquivalenceMatrixTest::reference);
        int compared = 0;
        for (Program program : PROGRAMS) {
            List<String> wanted = expected.get(program);
            assertEquals(List.of(wanted), run(profile, kind, schedule, 1, List.of(program)), program + " alone");
            List<List<String>> copies = run(profile, kind, schedule, 2, Collections.nCopies(COPIES, program));
            assertEquals(Collections.nCopies(COPIES, wanted), copies, program + " in copies on two harts");
            compared += (1 + COPIES) * wanted.size();
        }
        for (int harts = 1; harts <= 2; harts++) {
            List<List<String>> together = run(profile, kind, schedule, harts, PROGRAMS);
            for (int i = 0; i < PROGRAMS.size(); i++) {
                assertEquals(expected.get(PROGRAMS.get(i)), together.get(i), PROGRAMS.get(i) + " among all");
                compared += together.get(i).size();
            }
        }
        System.out.printf("oracle: equivalence %s %s %s: %d comparisons%n", profile, kind, schedule, compared);
    }

    private static Map<Program, List<String>> reference(Profile profile) {
        return PROGRAMS.stream().collect(Collectors.toMap(program -> program, program -> new EquivalenceMatrixTest()
                .run(profile, EngineKind.INTERPRETER, Schedule.parse("100000"), 1, List.of(program))
                .get(0)));
    }

    /** The reports of each program's family, the paths as if the program had been the first. */
    private List<List<String>> run(
            Profile profile, EngineKind kind, Schedule schedule, int harts, List<Program> programs) {
        List<Engine> engines =
                Stream.generate(() -> kind.create(profile, share)).limit(harts).toList();
        ReportCollector collector = new ReportCollector(KernelListener.none());
        KernelOptions options = KernelOptions.of(engines.getFirst(), profile)
                .withHarts(engines)
                .withSchedule(schedule)
                .withMigration(schedule.equals(LONG) ? Migration.ALWAYS : Migration.AUTO)
                .withLimits(Limits.STANDARD.withMemoryBytes(MEMORY))
                .withPrograms(Prebuilt.programs())
                .withConsole(ConsoleStreams.none())
                .withListener(collector);
        try (Kernel kernel = new Kernel(options)) {
            for (Program program : programs) {
                kernel.start(program.image(), program.arguments());
            }
            assertEquals(RunOutcome.COMPLETED, kernel.run());
            assertEquals(0, kernel.statistics().memory().bytes(), "memory left");
            if (programs.size() > COPIES) {
                assertEquals(
                        kind != EngineKind.INTERPRETER,
                        engines.getFirst().statistics().regions() > 0,
                        "translates");
            }
        } catch (KernelException e) {
            throw new IllegalStateException(e);
        }
        List<List<String>> families = new ArrayList<>();
        programs.forEach(program -> families.add(new ArrayList<>()));
        for (ProcessReport report : collector.reports()) {
            String path = report.pid().toString();
            int dot = path.indexOf('.');
            int first = Integer.parseInt(dot < 0 ? path : path.substring(0, dot));
            String json = report.toJson();
            families.get(first - 1)
                    .add(json.replace("\"" + path, "\"1" + path.substring(dot < 0 ? path.length() : dot))
                            .replaceFirst("\"parent\":\"" + first + "(\\.|\")", "\"parent\":\"1$1"));
        }
        return families;
    }
}
