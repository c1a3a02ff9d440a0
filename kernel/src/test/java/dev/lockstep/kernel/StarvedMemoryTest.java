package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.check.Check;
import dev.lockstep.kernel.check.CheckException;
import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Companions;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.KernelRunner;
import dev.lockstep.kernel.check.Matrix;
import dev.lockstep.kernel.check.RunResult;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.translator.aot.CodeStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much memory a check gives: to what it starves no less than with which programs do the same, and to several enough. */
class StarvedMemoryTest {
    private static final int SBRK = 5;
    private static final long LEAST_SPARE = 16 << 10;
    private static final int RESERVED = 100_000;
    private static final Limits PLENTY = Limits.STANDARD.withMemoryBytes(64 << 20);

    @TempDir
    private Path scratch;

    private final KernelRunner runner = new KernelRunner(EngineMaker.standard(), Prebuilt.programs());

    /** A program that asks for memory, uses none of it, and ends with 15 if it was refused. */
    private static CheckedProgram reserving(int bytes) {
        Image image = new Assembler()
                .constant(1, bytes)
                .mov(0, SBRK)
                .svc(0)
                .word(0xe1a01e20) // lsr r1, r0, #28
                .mov(0, 1)
                .svc(0)
                .elf("reserving");
        return new CheckedProgram("reserving", List.of(image), List.of(), Path.of("reserving"));
    }

    private long enough(CheckedProgram program) {
        return runner.starved(List.of(program), RunSpec.REFERENCE, Profile.FULL, PLENTY)
                .takeableBytes();
    }

    private RunResult with(CheckedProgram program, long bytes) {
        return runner.run(List.of(program), RunSpec.REFERENCE, Profile.FULL, PLENTY.starved(bytes), CodeStore.NONE);
    }

    @Test
    void whatReservesNothingShouldGetThePeakAndTheLeastSpare() {
        CheckedProgram program = reserving(0);

        assertEquals(with(program, PLENTY.memoryBytes()), with(program, enough(program)));
        assertTrue(enough(program) < LEAST_SPARE + RESERVED, enough(program) + " bytes");
    }

    @Test
    void whatReservesMoreThanItUsesShouldGetTwiceTheSpareUntilItIsNotRefused() {
        CheckedProgram program = reserving(RESERVED);
        long peak = enough(reserving(4)) - LEAST_SPARE;
        long spare = enough(program) - peak;

        assertEquals(8 * LEAST_SPARE, spare);
        assertEquals(with(program, PLENTY.memoryBytes()), with(program, peak + spare));
        assertNotEquals(with(program, PLENTY.memoryBytes()), with(program, peak + spare / 2));
    }

    @Test
    void whatIsToBeFlatShouldHaveRoomForThatAndNoMore() {
        CheckedProgram program =
                new CheckedProgram("sort", List.of(Prebuilt.image("sort.elf")), List.of("60"), Path.of("sort.elf"));
        List<Engine> engines = new ArrayList<>();
        KernelRunner watched = new KernelRunner(
                (spec, profile, store) -> {
                    engines.add(EngineMaker.standard().make(spec, profile, store));
                    return engines.getLast();
                },
                Prebuilt.programs());
        RunSpec flat = RunSpec.parse("engine=flat,quantum=100,company=copies,memory=starved");
        List<CheckedProgram> copies = List.of(program, program, program);

        Limits starved = runner.starved(copies, flat, Profile.FULL, PLENTY);
        RunResult found = watched.run(copies, flat, Profile.FULL, starved, CodeStore.NONE);

        assertEquals(runner.run(copies, RunSpec.REFERENCE, Profile.FULL, PLENTY, CodeStore.NONE), found);
        assertTrue(engines.getLast().statistics().promotions() > 1, "it is flat");
        assertTrue(starved.takeableBytes() < 8 << 20, starved.takeableBytes() + " bytes");
    }

    /** It asks for 90 MB, and stores to each granule of it. */
    @Test
    void whatWouldNotFitIntoMemoryTogetherShouldBeToldAndNotBeRun() throws CheckException {
        int bytes = 90 << 20;
        Image image = new Assembler()
                .constant(1, bytes)
                .mov(0, 5)
                .svc(0)
                .move(4, 0)
                .constant(7, bytes / 256)
                .label("again")
                .store(7, 4, 0)
                .add(4, 4, 0x100)
                .subtractAndTest(7, 7, 1)
                .branchIfNotEqual("again")
                .exit(0)
                .elf("large");
        CheckedProgram large = new CheckedProgram("large", List.of(image), List.of(), Path.of("large"));
        Check check = new Check(new CheckSettings(
                new Companions(List.of(large), Optional.empty(), List.of()),
                Matrix.parse("company=alone|copies", 1),
                Optional.empty(),
                Prebuilt.programs(),
                EngineMaker.standard(),
                Optional.empty(),
                scratch,
                1,
                10_000_000));

        check.plan();

        assertEquals(Optional.empty(), check.run());
        assertEquals(1, check.done());
        assertEquals(
                List.of("company=copies: large: all together may need more than 256 MB of memory"),
                check.omitted().stream().map(Check.Omission::toString).toList());
    }

    @Test
    void whatNeedsAllThereIsShouldGetThat() {
        CheckedProgram program = reserving(40_000_000);

        assertEquals(PLENTY.memoryBytes(), enough(program));
        assertNotEquals(with(program, PLENTY.memoryBytes()), with(program, 39_000_000));
    }
}
