package dev.lockstep.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.image.Symbols;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.fs.ProgramDirectories;
import dev.lockstep.translator.aot.CodeCache;
import dev.lockstep.translator.aot.CodeStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {
    private static final Path PREBUILT = Path.of("..", "user-code", "prebuilt");
    private static final Path GUEST = Path.of("guest", "prebuilt");

    /** The register that faults change: no program of these uses it for long. */
    private static final int CHANGED = 11;

    @TempDir
    private Path scratch;

    private static CheckedProgram program(String file, String... arguments) {
        try {
            Path path = PREBUILT.resolve(file);
            List<Image> images = ImageReader.read(path);
            List<String> words = new ArrayList<>(List.of(file));
            words.addAll(List.of(arguments));
            return new CheckedProgram(String.join(" ", words), images, List.of(arguments), path);
        } catch (ImageException e) {
            throw new IllegalStateException(e);
        }
    }

    private CheckSettings settings(String matrix, EngineMaker maker, long maxSteps, CheckedProgram... programs) {
        return new CheckSettings(
                new Companions(
                        List.of(programs),
                        Optional.of(program("ultra/fork-storm.elf", "1", "12")),
                        List.of(program("fork-tree.bin"), program("fork-tree.eqx.bin"))),
                Matrix.parse(matrix, 1),
                Optional.empty(),
                new ProgramDirectories(List.of(PREBUILT)),
                maker,
                Optional.of(new MachineRunner(GUEST)),
                scratch,
                2,
                maxSteps);
    }

    private Check planned(String matrix, EngineMaker maker, CheckedProgram... programs) throws CheckException {
        Check check = new Check(settings(matrix, maker, 10_000_000, programs));
        check.plan();
        return check;
    }

    @ParameterizedTest
    @CsvSource({"fork-wait.elf,4", "exec.elf,", "hello.bin,", "fork-wait.eqx.bin,", "tests/wild-store.elf,"})
    void shouldFindAProgramEqualInAllRunsOfTheQuickMatrix(String file, String argument) throws CheckException {
        CheckedProgram program = argument == null ? program(file) : program(file, argument);
        Check check = new Check(settings("quick", EngineMaker.sharing(7), 10_000_000, program));
        int planned = check.plan().size();

        assertEquals(Optional.empty(), check.run());
        assertEquals(planned, check.tally().all().runs());
        assertEquals(planned, check.done());
        assertTrue(planned > 20, planned + " runs");
    }

    @Test
    void shouldCountEveryProcessOfEveryRun() throws CheckException {
        CheckedProgram program = program("fork-wait.elf", "4");
        Check check = planned("company=alone|copies", EngineMaker.standard(), program);
        check.run();

        List<ProcessResult> alone = check.reference(program);
        long steps = alone.stream().mapToLong(ProcessResult::steps).sum();
        assertEquals(9, alone.size());
        assertEquals(new Tally.Count(2, 4 * 9, 4 * steps), check.tally().all());
        assertEquals(
                new Tally.Count(1, 3 * 9, 3 * steps),
                check.tally().of(Dimension.COMPANY).get("copies"));
    }

    @Test
    void shouldTellWhatItDoesNotRun() throws CheckException {
        Check check = planned("quick", EngineMaker.standard(), program("hello.elf"));

        assertEquals(
                List.of(
                        "engine=machine: hello.elf: the guest kernel loads small programs only",
                        "company=others: hello.elf: there is no other program for that"),
                check.omitted().stream().map(Check.Omission::toString).toList());
    }

    @Test
    void onlyWhatCanRunOnTheMachineShouldRunThereBesideOthers() throws CheckException {
        CheckedProgram hello = program("hello.bin");
        CheckedProgram notThere = program("hello.elf");
        CheckedProgram forks = program("fork-wait.bin");
        OneRun oneRun =
                new OneRun(settings("engine=machine", EngineMaker.standard(), 10_000_000, hello, notThere, forks));
        List<CheckedProgram> able = oneRun.ableOnMachine(Long.MAX_VALUE);
        Companions companions = new Companions(List.of(hello, notThere, forks), Optional.empty(), List.of());
        RunSpec spec = RunSpec.parse("engine=machine,company=others");

        assertEquals(List.of(hello, forks), able);
        assertEquals(List.of(hello, forks), companions.started(hello, spec, able));
        assertEquals(List.of(hello), companions.started(hello, spec, List.of(hello)), "it is small, but cannot");
    }

    @Test
    void thoseOfTheNextTenShouldRunBesideAProgramThatAreDoneFirst() {
        List<CheckedProgram> programs = IntStream.range(0, 14)
                .mapToObj(k -> program("hello.elf", Integer.toString(k)))
                .toList();
        Companions companions = new Companions(programs, Optional.empty(), List.of());
        CheckedProgram first = programs.getFirst();

        List<CheckedProgram> shortest =
                companions.shortest(first, false, programs, program -> programs.indexOf(program) * 7 % 11);

        assertEquals(List.of(programs.get(8), programs.get(5), programs.get(2)), shortest);
        assertEquals(
                List.of(first, programs.get(2), programs.get(5), programs.get(8)),
                companions.started(first, RunSpec.parse("company=others"), shortest));
    }

    @Test
    void shouldRefuseAProgramThatDoesNotEnd() {
        Check check = new Check(settings("quick", EngineMaker.standard(), 1000, program("tests/spin.elf")));

        assertEquals(
                "tests/spin.elf: process 1: found more than 1000 instructions, wanted an end before (--max-steps)",
                assertThrows(CheckException.class, check::plan).getMessage());
    }

    @Test
    void shouldRefuseAProgramWhoseProcessesTogetherTakeTooMuch() throws CheckException {
        CheckedProgram program = program("fork-wait.elf", "4");
        long most = new OneRun(settings("quick", EngineMaker.standard(), 10_000_000, program))
                .reference(program).stream()
                        .mapToLong(process -> process.instructions().orElseThrow())
                        .max()
                        .orElseThrow();
        Check check = new Check(settings("quick", EngineMaker.standard(), most, program));

        assertEquals(
                "fork-wait.elf 4: found more than " + most
                        + " instructions of its processes together, wanted an end before (--max-steps)",
                assertThrows(CheckException.class, check::plan).getMessage());
    }

    /** Each process forks a child, waits for it, and begins again when there can be no more. */
    @Test
    void shouldRefuseParentsThatWaitForOneAnotherWithoutAnEnd() throws IOException {
        int[] code = {
            0xe3a00002,
            0xef000000, // r0 = fork()
            0xe3500000,
            0x0afffffb, // the child begins again
            0xe1a01000,
            0xe3a00004,
            0xe3a02000,
            0xe3a03000,
            0xef000000, // waitpid(r0, 0, 0)
            0xeafffff5
        };
        Check check = new Check(settings("quick", EngineMaker.standard(), 1_000_000, small("chain.bin", code)));

        assertEquals(
                scratch.resolve("chain.bin").toAbsolutePath()
                        + ": found more than 1000000 instructions of its processes"
                        + " together, wanted an end before (--max-steps)",
                assertThrows(CheckException.class, check::plan).getMessage());
    }

    @Test
    void shouldStopAtOnceWhenItIsAsked() throws CheckException {
        Check check = planned("quick", EngineMaker.standard(), program("fork-wait.elf"));
        check.stop();

        assertEquals(Optional.empty(), check.run());
        assertEquals(0, check.done());
    }

    /** An engine that changes a register once, before a turn. */
    private static final class Disturbed implements Engine {
        private final Engine engine;
        private int turns;

        Disturbed(Engine engine, int turns) {
            this.engine = engine;
            this.turns = turns;
        }

        @Override
        public StopReason run(CpuState cpu) {
            if (--turns == 0) {
                cpu.r[CHANGED] ^= 1;
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
    }

    private static EngineMaker disturbing(String text, int turns) {
        return (spec, profile, store) -> {
            Engine engine = EngineMaker.standard().make(spec, profile, store);
            return spec.toString().contains(text) ? new Disturbed(engine, turns) : engine;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "engine=flat,1",
        "engine=translated,2",
        "quantum=3,40",
        "migration=always,1",
        "memory=starved,1",
        "cache=warm,1",
        "company=storm,1"
    })
    void shouldFindAndNameADisturbedRun(String where, int turns) throws CheckException {
        CheckedProgram program = program("fork-wait.elf", "4");
        Divergence found =
                planned("quick", disturbing(where, turns), program).run().orElseThrow();

        assertTrue(found.spec().toString().contains(where), found.spec().toString());
        Set<String> what = found.differences().stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(what.contains("reg-hash"), found.differences().toString());
        assertTrue(found.path().matches("1(\\.[0-9]+)*"), found.path());
    }

    @Test
    void shouldNameTheProcessAndWhatDiffers() throws CheckException {
        Divergence found = planned("engine=flat", disturbing("engine=flat", 1), program("hello.elf"))
                .run()
                .orElseThrow();

        List<String> lines = Explainer.differences().explain(found);
        assertEquals("program hello.elf, process 1: differs", lines.get(0));
        assertEquals("  wanted by  engine=interpreter", lines.get(1));
        assertEquals("  found with engine=flat", lines.get(2));
        assertTrue(lines.get(3).matches("  reg-hash: found 0x[0-9a-f]{8}, wanted 0x[0-9a-f]{8}"), lines.get(3));
        assertEquals(4, lines.size());
    }

    @Test
    void shouldReportAnEngineThatFails() throws CheckException {
        EngineMaker failing = (spec, profile, store) -> new Disturbed(
                new Engine() {
                    @Override
                    public StopReason run(CpuState cpu) {
                        throw new IllegalStateException("out of order");
                    }

                    @Override
                    public CodeSpace newCodeSpace(Symbols symbols) {
                        return new CodeSpace();
                    }
                },
                0);
        Divergence found =
                planned("engine=flat", failing, program("hello.elf")).run().orElseThrow();

        assertEquals(
                "process: found none that has ended, wanted one",
                found.differences().getFirst());
        assertTrue(
                found.differences().getLast().contains("out of order"),
                found.differences().getLast());
    }

    @Test
    void shouldNoticeWhatAProcessWrites() {
        WrittenOutput.Builder builder = new WrittenOutput.Builder();
        builder.add("one\n");
        WrittenOutput one = builder.build();
        builder.add("more\n");
        WrittenOutput more = builder.build();
        ProcessResult wanted = withOutput(one);

        assertEquals(List.of(), wanted.differences(withOutput(one)));
        assertEquals(
                List.of("output: found 9 bytes 'one\\nmore\\n', wanted 4 bytes 'one\\n'"),
                wanted.differences(withOutput(more)));
    }

    /** A small program of the ABI pix. */
    private CheckedProgram small(String name, int... code) throws IOException {
        int bytes = Integer.BYTES * code.length;
        ByteBuffer image = ByteBuffer.allocate(40 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : new int[] {0xfaf0faf0, 40, 40, 0x400000, bytes, 40 + bytes, 0x500000, 0, 0x500000, 0}) {
            image.putInt(word);
        }
        for (int word : code) {
            image.putInt(word);
        }
        Path file = scratch.resolve(name);
        Files.write(file, image.array());
        return program(file.toAbsolutePath().toString());
    }

    @Test
    void shouldCompareTheOutputOfEveryProgramOfARunWithThatOfItsPlace() throws CheckException, IOException {
        // It prints its path, as the kernel writes it, and ends.
        CheckedProgram printer = small("path.bin", 0xe3a00084, 0xef000000, 0xe3a00001, 0xe3a01000, 0xef000000);
        String matrix = "engine=interpreter|flat|machine,company=copies|storm";
        Check check = planned(matrix, EngineMaker.standard(), printer, program("strings.bin"));
        KernelRunner runner = new KernelRunner(EngineMaker.standard(), new ProgramDirectories(List.of(PREBUILT)));
        RunResult copies =
                runner.run(List.of(printer, printer), RunSpec.REFERENCE, Profile.PIX, Limits.STANDARD, CodeStore.NONE);
        List<ProcessResult> first = copies.families().get(0);

        assertEquals(Optional.empty(), check.run().map(Divergence::differences));
        assertEquals(
                List.of("output: found 1 bytes '2', wanted 1 bytes '1'"),
                first.get(0).differences(copies.families().get(1).get(0)));
    }

    private static ProcessResult withOutput(WrittenOutput output) {
        return new ProcessResult(
                "1", Optional.empty(), 0, Optional.empty(), 1, OptionalLong.empty(), 1, 2, 3, Optional.of(output));
    }

    @Test
    void aWarmRunShouldEnterCodeOfAnEarlierOne() throws CheckException {
        List<CodeCache> caches = new ArrayList<>();
        EngineMaker noting = (spec, profile, store) -> {
            caches.add((CodeCache) store);
            return EngineMaker.standard().make(spec, profile, store);
        };

        assertEquals(
                Optional.empty(),
                planned("engine=flat,cache=warm", noting, program("sort.elf", "60"))
                        .run());
        assertEquals(2, caches.size(), "one that makes the code, one that has it");
        assertEquals(0, caches.getFirst().loaded());
        assertTrue(caches.getLast().loaded() > 0);
    }
}
