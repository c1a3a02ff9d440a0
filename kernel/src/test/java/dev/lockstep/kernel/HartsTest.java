package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.KernelStatistics;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.ReportCollector;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HartsTest {
    /** Processes at one time, where that is limited. */
    private static final int LIMIT = 40;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ReportCollector collector = new ReportCollector(KernelListener.none());
    private KernelStatistics statistics = KernelStatistics.NONE;

    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void shouldReportTheSameWhateverTheirNumber(EngineKind kind) throws KernelException {
        Image image = Prebuilt.image("fork-wait.elf");
        List<String> one = reports(kind, 1, 7, image);
        for (int harts = 2; harts <= 4; harts++) {
            assertEquals(one, reports(kind, harts, 7, image), harts + " harts");
        }
    }

    private static List<String> reports(EngineKind kind, int harts, int copies, Image image) throws KernelException {
        HartsTest run = new HartsTest();
        KernelOptions options = run.options(kind, harts);
        assertEquals(RunOutcome.COMPLETED, run.run(options, copies, image, "12"));
        return run.collector.reports().stream().map(ProcessReport::toJson).toList();
    }

    @Test
    void shouldKeepEachLineWhole() throws KernelException {
        assertEquals(
                RunOutcome.COMPLETED,
                run(options(EngineKind.INTERPRETER, 2), 2, Prebuilt.image("ultra/fork-storm.elf"), "200", "1"));
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(400, lines.size());
        lines.forEach(line -> assertTrue(line.matches("round [0-9]+ [0-9a-f]{8}"), line));
    }

    @Test
    void shouldShareTheLimitOfProcesses() throws KernelException {
        KernelOptions options = options(EngineKind.INTERPRETER, 2).withLimits(Limits.STANDARD.withMaxProcesses(LIMIT));
        Image bomb = Prebuilt.image("tests/fork-bomb-small.elf");
        assertEquals(RunOutcome.COMPLETED, run(options, 2, bomb, "1000"));
        List<ProcessReport> reports = collector.reports();
        // Who forks first leaves a place to the other parent, who may be alone later; each forks once more at its end.
        int most = 2 + (LIMIT - 2 + 1) + (LIMIT - 1 + 1);
        assertTrue(reports.size() <= most && reports.size() >= 20, reports.size() + " processes");
        reports.forEach(report -> assertTrue(report.signal().isEmpty(), report.toJson()));
    }

    @Test
    void shouldStopWhenAsked() throws KernelException {
        Kernel kernel = new Kernel(options(EngineKind.TRANSLATED, 2));
        kernel.start(Prebuilt.image("tests/spin.elf"), List.of());
        kernel.start(Prebuilt.image("tests/spin.elf"), List.of());
        Thread stopper = new Thread(kernel::stop);
        stopper.start();
        assertEquals(RunOutcome.STOPPED, kernel.run());
        assertEquals(2, kernel.living());
        kernel.close();
    }

    @Test
    void shouldTellWhatGoesWrongOnAnother() throws KernelException {
        Engine broken = new Engine() {
            @Override
            public StopReason run(CpuState cpu) {
                throw new IllegalStateException("broken");
            }

            @Override
            public CodeSpace newCodeSpace(Symbols symbols) {
                return new CodeSpace();
            }
        };
        KernelOptions options =
                options(EngineKind.INTERPRETER, 2).withHarts(List.of(new InterpretingEngine(Profile.FULL), broken));
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> run(options, 2, Prebuilt.image("tests/spin.elf")));
        assertEquals("broken", thrown.getMessage());
    }

    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void aTurnThatEndsAtAForkShouldChangeNoHash(EngineKind kind) throws KernelException {
        for (String program : List.of("fork-tree.elf", "ultra/fork-live.elf", "tests/wait-any.elf")) {
            HartsTest usual = new HartsTest();
            usual.run(usual.options(kind, 1), 1, Prebuilt.image(program));
            HartsTest toFork = new HartsTest();
            toFork.run(toFork.options(kind, 1).withSchedule(Schedule.parse("to-fork")), 1, Prebuilt.image(program));
            assertEquals(
                    usual.collector.reports().stream()
                            .map(ProcessReport::toJson)
                            .toList(),
                    toFork.collector.reports().stream()
                            .map(ProcessReport::toJson)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fork-wait.elf",
                "fork-tree.bin",
                "exec.elf",
                "tests/wait-any.elf",
                "tests/wait-nohang.elf",
                "ultra/fork-live.elf",
                "ultra/workers.elf",
                "vfp/nbody.elf"
            })
    void aProcessThatGoesFromHartToHartShouldReportTheSame(String program) throws KernelException {
        HartsTest alone = new HartsTest();
        alone.run(alone.options(EngineKind.INTERPRETER, 1), 1, Prebuilt.image(program));
        for (int harts = 2; harts <= 3; harts++) {
            for (String quantum : List.of("random:7:20", "random:8:3000", "to-fork")) {
                for (EngineKind kind : List.of(EngineKind.INTERPRETER, EngineKind.TRANSLATED)) {
                    HartsTest run = new HartsTest();
                    run.run(
                            run.options(kind, harts)
                                    .withSchedule(Schedule.parse(quantum))
                                    .withMigration(Migration.ALWAYS),
                            1,
                            Prebuilt.image(program));
                    String way = harts + " harts, " + quantum + ", " + kind;
                    assertEquals(alone.jsons(), run.jsons(), way);
                    assertEquals(
                            alone.out.toString(StandardCharsets.UTF_8), run.out.toString(StandardCharsets.UTF_8), way);
                    assertTrue(run.statistics.migrations() > 0, way);
                }
            }
        }
    }

    @Test
    void workersShouldBeSharedWithAHartThatHasNothingToDo() throws KernelException {
        KernelOptions options = options(EngineKind.TRANSLATED, 2).withSchedule(Schedule.parse("1000"));
        assertEquals(RunOutcome.COMPLETED, run(options, 1, Prebuilt.image("ultra/workers.elf"), "8", "100000"));
        assertTrue(statistics.migrations() > 0);
        assertEquals("workers: 8 of 8 right\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void programsShouldStayWhereNothingIsToMigrate() throws KernelException {
        KernelOptions options = options(EngineKind.TRANSLATED, 2)
                .withSchedule(Schedule.parse("1000"))
                .withMigration(Migration.NEVER);
        run(options, 1, Prebuilt.image("ultra/workers.elf"), "8", "100000");
        assertEquals(0, statistics.migrations());
    }

    @Test
    void aProcessThatIsKilledElsewhereShouldBeReportedWithItsName() throws KernelException {
        KernelOptions options = options(EngineKind.INTERPRETER, 2)
                .withSchedule(Schedule.parse("10"))
                .withMigration(Migration.ALWAYS)
                .withLimits(Limits.STANDARD.withMaxSteps(2000));
        run(options, 1, Prebuilt.image("ultra/workers.elf"), "3", "10000");
        List<String> killed = collector.reports().stream()
                .filter(report -> report.signal().isPresent())
                .map(report -> report.pid() + " " + report.signal().get())
                .toList();
        assertEquals(List.of("1.1 SIGXCPU", "1.2 SIGXCPU", "1.3 SIGXCPU"), killed);
    }

    @Test
    void childrenOfAParentThatHasEndedShouldEndOnTheirOwn() throws KernelException {
        KernelOptions options = options(EngineKind.INTERPRETER, 2)
                .withSchedule(Schedule.parse("random:3:50"))
                .withMigration(Migration.ALWAYS)
                .withLimits(Limits.STANDARD.withMaxSteps(500));
        assertEquals(RunOutcome.COMPLETED, run(options, 1, Prebuilt.image("ultra/workers.elf"), "3", "10000"));
        assertEquals(0, statistics.processes());
    }

    /** A program's number is used again when nobody runs it any more: what it runs at the end looks like what it ran at home. */
    @Test
    void aProcessThatReplacesItsProgramTwiceShouldNotGoBackAsAnother() throws KernelException {
        Map<String, Image> programs = Map.of(
                "second", replacing(new Assembler(), "third").elf("second"),
                "third", new Assembler().spin(500).exit(7).elf("third"));
        Assembler parent =
                new Assembler().fork("child").call(4, 1, 0, 0).exit(0).label("child");
        Image first = replacing(parent, "second").elf("first");
        List<String> wanted = List.of();
        for (int harts : List.of(1, 3, 3, 3, 2)) {
            HartsTest run = new HartsTest();
            KernelOptions options = run.options(EngineKind.INTERPRETER, harts)
                    .withSchedule(Schedule.parse("20"))
                    .withMigration(Migration.ALWAYS)
                    .withPrograms((name, abi) -> Optional.ofNullable(programs.get(name)));
            assertEquals(RunOutcome.COMPLETED, run.run(options, 1, first));
            wanted = wanted.isEmpty() ? run.jsons() : wanted;
            assertEquals(wanted, run.jsons(), harts + " harts");
        }
    }

    @Test
    void shouldStopWhileProcessesAreOnTheirWay() throws KernelException {
        Kernel kernel = new Kernel(options(EngineKind.INTERPRETER, 2)
                .withSchedule(Schedule.parse("1"))
                .withMigration(Migration.ALWAYS));
        for (int k = 0; k < 5; k++) {
            kernel.start(Prebuilt.image("tests/spin.elf"), List.of());
        }
        Thread stopper = new Thread(kernel::stop);
        stopper.start();
        assertEquals(RunOutcome.STOPPED, kernel.run());
        assertEquals(5, kernel.living());
        kernel.close();
    }

    /** Executes something, calls exec, and then executes nothing more. */
    private static Assembler replacing(Assembler program, String other) {
        program.spin(200).branch("call").label("name").text(other).label("call");
        return program.call(3, program.address("name"), 0).exit(9);
    }

    private List<String> jsons() {
        return collector.reports().stream().map(ProcessReport::toJson).toList();
    }

    private KernelOptions options(EngineKind kind, int harts) {
        List<Engine> engines =
                Stream.generate(() -> kind.create(Profile.FULL)).limit(harts).toList();
        return KernelOptions.of(engines.getFirst(), Profile.FULL)
                .withHarts(engines)
                .withConsole(new ConsoleStreams(InputStream.nullInputStream(), out, OutputStream.nullOutputStream()))
                .withListener(collector);
    }

    private RunOutcome run(KernelOptions options, int copies, Image image, String... arguments) throws KernelException {
        try (Kernel kernel = new Kernel(options)) {
            for (Image each : Collections.nCopies(copies, image)) {
                kernel.start(each, List.of(arguments));
            }
            RunOutcome outcome = kernel.run();
            statistics = kernel.statistics();
            if (outcome == RunOutcome.COMPLETED) {
                assertEquals(0, kernel.statistics().memory().bytes());
            }
            return outcome;
        }
    }
}
