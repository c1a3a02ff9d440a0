package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.Symbols;
import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Divergence;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.MachineRunner;
import dev.lockstep.kernel.check.Matrix;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.diff.StoreHashes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What check and diff print to be run again does what they say, from another directory and whatever programs are called. */
class PrintedCommandsTest {
    private static final String FORKING = "./it's a fork.elf";
    private static final String SMALL = "./it's \"small\".bin";

    @TempDir
    private Path folder;

    private Path programs;
    private Bash bash;
    private Host host;

    @BeforeEach
    void makeProgramsWithNamesThatNeedQuotes() throws IOException {
        programs = Files.createDirectory(folder.resolve("a place"));
        Files.copy(Shell.PREBUILT.resolve("fork-wait.elf"), programs.resolve(FORKING));
        Files.copy(Shell.PREBUILT.resolve("fork-wait.bin"), programs.resolve(SMALL));
        bash = new Bash(Files.createDirectory(folder.resolve("bin")), Files.createDirectory(folder.resolve("else")));
        host = Shell.in(programs).host(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    private List<String> lines(boolean stores, String spec, List<CheckedProgram> started, List<CheckedProgram> all)
            throws CommandException, ImageException {
        ProgramFinder finder = new ProgramFinder(host);
        CheckSettings settings = new CheckSettings(
                new CheckedPrograms(host, finder).with(all),
                Matrix.parse("quick", 1),
                Optional.empty(),
                finder.programs(),
                EngineMaker.standard(),
                host.guestKernels().map(MachineRunner::new),
                folder,
                1,
                300_000_000,
                stores ? Optional.of(StoreHashes::new) : Optional.empty());
        return new ReplayLines(settings)
                .of(new Divergence(
                        started.getFirst(),
                        settings.profileOf(started.getFirst()),
                        RunSpec.parse(spec),
                        started,
                        0,
                        "1",
                        List.of("x")));
    }

    private CheckedProgram program(String word) throws CommandException, ImageException {
        return new CheckedPrograms(host, new ProgramFinder(host)).program(word, List.of());
    }

    private void runsAndReports(String line, String first) throws IOException, InterruptedException {
        assertTrue(line.startsWith("lockstep run "), line);
        Shell.Outcome outcome = bash.run(line);
        assertEquals(0, outcome.status(), line + "\n" + outcome.out());
        assertTrue(outcome.out().contains("{\"pid\":\"1\",\"parent\":\"0\",\"program\":\"" + first), outcome.out());
        assertTrue(outcome.out().contains("{\"pid\":\"1.1\""), outcome.out());
    }

    private void findsAllEqual(String line, int runs) throws IOException, InterruptedException {
        assertTrue(line.startsWith("lockstep check "), line);
        Shell.Outcome outcome = bash.run(line);
        assertEquals(0, outcome.status(), line + "\n" + outcome.out());
        assertTrue(outcome.lines().getLast().startsWith(runs + (runs == 1 ? " run, " : " runs, ")), outcome.out());
    }

    @Test
    void thoseOfACheckShouldRun() throws Exception {
        String spec = "engine=flat,quantum=random:-5:20,promotion=random:3,company=copies";
        CheckedProgram program = program("\"" + FORKING + "\" 2 'two words' '' $'two\\nlines' it\\'s -- --x");
        List<String> lines = lines(true, spec, List.of(program, program, program), List.of(program));

        assertEquals(3, lines.size(), lines::toString);
        runsAndReports(lines.get(0), "it's a fork");
        runsAndReports(lines.get(1), "it's a fork");
        findsAllEqual(lines.get(2), 1);
        assertTrue(lines.get(2).contains(" --hash-stores --max-steps 300000000 "), lines.get(2));
    }

    @Test
    void thoseOfACheckOfProgramsSideBySideShouldRun() throws Exception {
        List<CheckedProgram> started =
                List.of(program("'./it'\\''s a fork.elf' 1"), program("hello"), program("'./it'\\''s a fork.elf' 2"));
        List<String> lines = lines(false, "company=others,memory=starved", started, started);

        assertEquals(2, lines.size(), lines::toString);
        findsAllEqual(lines.get(1), 3);
    }

    @Test
    void thoseOfTheMachineShouldRun() throws Exception {
        CheckedProgram program = program(SMALL);
        List<String> lines = lines(
                false,
                "engine=machine,translation=small,quantum=50,company=copies",
                List.of(program, program),
                List.of(program));

        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.get(1).startsWith("lockstep boot --command-line 'scheme=small quantum=50 "), lines.get(1));
        Shell.Outcome boot = bash.run(lines.get(1));
        assertEquals(0, boot.status(), boot.out());
        assertTrue(boot.out().contains("\nDONE"), boot.out());
        assertTrue(
                boot.out()
                                .lines()
                                .filter(line -> line.matches("[12] ends: code 0, .*"))
                                .count()
                        == 2,
                boot.out());
        try (Stream<Path> left = Files.list(folder.resolve("else"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** Changes a register before one of the turns. */
    private static final class Disturbed implements Engine {
        private final Engine engine;
        private final int turn;
        private int turns;

        Disturbed(Engine engine, int turn) {
            this.engine = engine;
            this.turn = turn;
        }

        @Override
        public StopReason run(CpuState cpu) {
            if (++turns == turn) {
                cpu.r[11] ^= 1;
            }
            return engine.run(cpu);
        }

        @Override
        public CodeSpace newCodeSpace(Symbols symbols) {
            return engine.newCodeSpace(symbols);
        }

        @Override
        public CodeSpace newCodeSpace(Image image) {
            return engine.newCodeSpace(image);
        }

        @Override
        public Engine observed() {
            return new Disturbed(engine.observed(), turn);
        }
    }

    private List<String> diff(int turn, String... words) throws IOException {
        EngineMaker maker =
                (spec, profile, store) -> new Disturbed(EngineMaker.standard().make(spec, profile, store), turn);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Host seen = host.with(host.in(), out, out);
        int status = new CommandLine(new DiffCommand(seen, maker), new CommandLine.IFactory() {
                    @Override
                    public <T> T create(Class<T> type) throws Exception {
                        return type == ProgramNames.class
                                ? type.cast(new ProgramNames(seen))
                                : CommandLine.defaultFactory().create(type);
                    }
                })
                .execute(words);
        assertEquals(ExitStatus.WRONG, status, out.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String printed(List<String> lines, String side) {
        return lines.stream()
                .filter(line -> line.matches("  to .*, " + side + "  lockstep run .*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(String.join("\n", lines)))
                .replaceFirst("  to .*, " + side + "  ", "");
    }

    private static long step(List<String> lines) {
        return Long.parseLong(lines.getFirst().replaceFirst(".*: the first difference is step ", ""));
    }

    @Test
    void thoseOfADifferenceShouldEndJustBeforeIt() throws Exception {
        Files.copy(Shell.PREBUILT.resolve("sort.elf"), programs.resolve("it's a sort.elf"));
        List<String> lines = diff(
                5,
                "engine=interpreter",
                "engine=flat,quantum=random:2:9",
                "./it's a sort.elf",
                "--",
                "20",
                "two words",
                "it's",
                "two\nlines");

        for (String side : List.of("A", "B")) {
            Shell.Outcome outcome = bash.run(printed(lines, side));
            assertTrue(
                    outcome.out().contains("\"instructions\":" + (step(lines) - 1) + ","),
                    () -> String.join("\n", lines) + "\n" + outcome.out());
        }
    }

    @Test
    void thoseOfADifferenceInAChildShouldShowTheStep() throws Exception {
        for (int turn = 1; ; turn++) {
            List<String> lines =
                    diff(turn, "engine=interpreter", "quantum=30", "'./it'\\''s a fork.elf' 2 'two words'");
            String process = lines.getFirst().replaceFirst(".*, process ([0-9.]+): .*", "$1");
            if (!process.contains(".")) {
                assertTrue(turn < 40, "no turn is a child's");
                continue;
            }
            String line = printed(lines, "B");
            assertTrue(line.contains(" --trace-filter process=" + process + ","), line);
            Shell.Outcome outcome = bash.run(line);
            assertEquals(0, outcome.status(), outcome.out());
            List<String> steps = outcome.lines().stream()
                    .filter(each -> each.matches("[0-9.]+ +[0-9]+  [0-9a-f]{8} .*"))
                    .toList();
            assertTrue(
                    steps.getLast().matches(process + " +" + step(lines) + "  .*"),
                    () -> String.join("\n", lines) + outcome.out());
            assertTrue(steps.stream().allMatch(each -> each.startsWith(process + " ")), outcome.out());
            return;
        }
    }
}
