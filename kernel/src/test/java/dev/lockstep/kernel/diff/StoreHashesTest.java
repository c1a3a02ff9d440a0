package dev.lockstep.kernel.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.KernelRunner;
import dev.lockstep.kernel.check.ProcessResult;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.fs.ProgramDirectories;
import dev.lockstep.translator.aot.CodeStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hash of stores is a process's, like the others. */
class StoreHashesTest {
    private static final Path PREBUILT = Path.of("..", "user-code", "prebuilt");

    private static List<ProcessResult> run(String spec, String name, String... arguments) throws ImageException {
        Path file = PREBUILT.resolve(name);
        CheckedProgram program = new CheckedProgram(name, ImageReader.read(file), List.of(arguments), file);
        return new KernelRunner(
                        EngineMaker.standard(),
                        new ProgramDirectories(List.of(PREBUILT)),
                        Optional.of(StoreHashes::new))
                .run(List.of(program), RunSpec.parse(spec), Profile.FULL, Limits.STANDARD, CodeStore.NONE)
                .families()
                .getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "engine=interpreter,quantum=1",
                "engine=translated,quantum=random:1:30",
                "engine=flat",
                "engine=flat,promotion=random:4,quantum=20",
                "engine=translated,harts=2,migration=always,quantum=100"
            })
    void shouldBeTheSameForEveryEngineAndSchedule(String spec) throws ImageException {
        List<ProcessResult> wanted = run("engine=interpreter", "fork-tree.elf");
        List<ProcessResult> found = run(spec, "fork-tree.elf");
        assertEquals(wanted, found);
        assertTrue(wanted.stream().allMatch(process -> process.storeHash().isPresent()));
    }

    @Test
    void shouldBeAnotherForOtherStores() throws ImageException {
        assertNotEquals(
                run("", "sort.elf", "20").getFirst().storeHash(),
                run("", "sort.elf", "21").getFirst().storeHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"vfp/nbody.elf", "thumb/sort.elf", "tests/unaligned.elf", "strings.elf", "malloc.elf"})
    void shouldBeTheSameInFlatCodeOfAllKindsOfStores(String program) throws ImageException {
        List<ProcessResult> wanted = run("engine=interpreter", program, "5");
        assertEquals(wanted, run("engine=flat", program, "5"));
        assertEquals(wanted, run("engine=translated", program, "5"));
    }
}
