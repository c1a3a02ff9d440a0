package dev.lockstep.kernel.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.KernelRunner;
import dev.lockstep.kernel.check.MachineRunner;
import dev.lockstep.kernel.check.ProcessResult;
import dev.lockstep.kernel.check.RunResult;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.fs.ProgramDirectories;
import dev.lockstep.translator.aot.CodeStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each instruction of user mode is seen once on the machine, however often it is interrupted, aborted or made again. */
class MachineHartTest {
    private static final Path PREBUILT =
            Path.of("..", "user-code", "prebuilt").toAbsolutePath().normalize();
    private static final Path GUEST = Path.of("guest", "prebuilt").toAbsolutePath();
    private static final ProgramDirectories EXEC = new ProgramDirectories(List.of(PREBUILT));

    /** Of a program that takes too many to see them all. */
    private static final long FIRST_STEPS = 25_000;

    private final Map<String, List<ProcessResult>> known = new HashMap<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "translation=none",
                "translation=none,timer=500,order=random:3",
                "translation=pinned,mmu=toggled,timer=20",
                "translation=pinned,asids=few,quantum=2000,memory=starved",
                "translation=pinned,asids=each,quantum=1,domains=each",
                "translation=sections,mmu=toggled,quantum=7",
                "translation=sections,asids=few,quantum=random:42:20,domains=each",
                "translation=sections,asids=each,timer=20",
                "translation=large,asids=few,mmu=toggled,timer=20,order=random:3",
                "translation=large,quantum=1,memory=starved",
                "translation=large,asids=each,quantum=huge",
                "translation=small,mmu=toggled,timer=1",
                "translation=small,asids=few,quantum=random:42:20,memory=starved,domains=each",
                "translation=small,asids=each,mmu=toggled,quantum=1"
            })
    void shouldSeeEachStepOnce(String spec) throws Exception {
        compare(spec, "fork-tree.bin", "fork.bin", "calls.bin", "hello.bin");
        compare(spec, "fork-tree.eqx.bin", "calls.eqx.bin", "hello.eqx.bin");
    }

    /** Together with {@link #shouldSeeEachStepOnce} and {@link #shouldSeeTheFirstStepsOfALongProgram} these are all there are. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "fork-wait.bin pix translation=sections,asids=few,quantum=50",
                "fork-wait.eqx.bin full translation=large,mmu=toggled,quantum=2000",
                "ultra/fork-deep.bin full translation=pinned,asids=each,quantum=7",
                "ultra/fork-deep.eqx.bin eqx translation=small,asids=few,timer=500",
                "ultra/fork-storm.bin pix translation=large,asids=few,timer=500,order=random:3",
                "ultra/fork-storm.eqx.bin full translation=sections,asids=few,quantum=20",
                "ultra/fork-tree.bin full translation=small,asids=few,quantum=random:42:20,domains=each",
                "ultra/fork-tree.eqx.bin eqx translation=sections,asids=each,timer=500,domains=each"
            })
    void shouldSeeEachStepOfAProgramThatForks(String name, String profile, String spec) throws Exception {
        compare(List.of(program(name)), Profile.valueOf(profile.toUpperCase(Locale.ROOT)), spec);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "code-copies.bin full translation=small,mmu=toggled,quantum=2000",
                "crc32.bin pix translation=sections,quantum=huge",
                "malloc.bin full translation=small,asids=few,timer=500",
                "nqueens.bin pix translation=large,asids=each,quantum=2000",
                "sha256.bin full translation=none,timer=500",
                "sieve.bin pix translation=pinned,asids=few,quantum=random:42:20",
                "sort.bin full translation=large,mmu=toggled,quantum=50",
                "strings.bin pix translation=sections,asids=few,quantum=7,domains=each"
            })
    void shouldSeeTheFirstStepsOfALongProgram(String name, String profileName, String spec) throws Exception {
        List<CheckedProgram> programs = List.of(program(name));
        Profile profile = Profile.valueOf(profileName.toUpperCase(Locale.ROOT));
        StopSign stop = new StopSign();
        FirstSteps seen = new FirstSteps(FIRST_STEPS, stop);
        MachineHart hart = new MachineHart(programs, profile, seen, MachineEvents.NOBODY, new MachineView(), stop);
        new MachineRunner(GUEST).run(programs, RunSpec.parse("engine=machine," + spec), Long.MAX_VALUE, hart);

        KernelRunner runner = new KernelRunner(
                (how, when, code) ->
                        EngineMaker.standard().make(how, when, code).observed(),
                EXEC);
        FirstSteps wanted = new FirstSteps(FIRST_STEPS, runner::stop);
        runner.run(programs, RunSpec.REFERENCE, profile, Limits.STANDARD, CodeStore.NONE, number -> wanted);
        assertTrue(wanted.toString().startsWith(FIRST_STEPS + " "), wanted::toString);
        assertEquals(wanted.toString(), seen.toString());
    }

    private static CheckedProgram program(String name) throws ImageException {
        Path file = (name.startsWith("calls") ? GUEST : PREBUILT).resolve(name);
        return new CheckedProgram(name, ImageReader.read(file), List.of(), file);
    }

    /** In the profile of the guest and in {@link Profile#FULL}. */
    private void compare(String spec, String... names) throws ImageException, IOException {
        List<CheckedProgram> programs = new ArrayList<>();
        for (String name : names) {
            programs.add(program(name));
        }
        compare(programs, programs.getFirst().standardProfile(), spec);
        compare(programs, Profile.FULL, spec);
    }

    /** With our own kernel, and in the profile of the guest with what it hashes itself. */
    private void compare(List<CheckedProgram> programs, Profile profile, String spec) throws IOException {
        MachineHart hart = new MachineHart(programs, profile, HartObserver.NONE);
        RunResult result =
                new MachineRunner(GUEST).run(programs, RunSpec.parse("engine=machine," + spec), Long.MAX_VALUE, hart);
        assertEquals("", result.complaint());
        for (int place = 0; place < programs.size(); place++) {
            Family family = new Family(place, 1);
            String what = spec + " " + programs.get(place) + " " + profile;
            List<String> wanted = summaries(reference(programs.get(place), profile));
            List<String> seen = result.families().get(place).stream()
                    .map(process -> seen(process.path(), hart, family))
                    .sorted()
                    .toList();
            assertEquals(wanted, seen, what);
            if (profile != Profile.FULL) {
                assertEquals(summaries(result.families().get(place)), seen, what);
            }
        }
    }

    private static String seen(String path, MachineHart hart, Family family) {
        PidPath actual = family.actual(path);
        GuestProcess process = hart.seen(actual).orElseThrow();
        return summary(path, process.steps(), process.registerHash(), process.pcHash());
    }

    private static List<String> summaries(List<ProcessResult> processes) {
        return processes.stream()
                .map(process -> summary(process.path(), process.steps(), process.regHash(), process.pcHash()))
                .sorted()
                .toList();
    }

    private static String summary(String path, long steps, int registerHash, int pcHash) {
        return "%s %d %08x %08x".formatted(path, steps, registerHash, pcHash);
    }

    private List<ProcessResult> reference(CheckedProgram program, Profile profile) {
        return known.computeIfAbsent(program + " " + profile, key -> new KernelRunner(EngineMaker.standard(), EXEC)
                .run(List.of(program), RunSpec.REFERENCE, profile, Limits.STANDARD, CodeStore.NONE)
                .families()
                .getFirst());
    }
}
