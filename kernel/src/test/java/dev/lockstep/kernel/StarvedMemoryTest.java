package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.KernelRunner;
import dev.lockstep.kernel.check.RunResult;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.translator.aot.CodeStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How little memory a check gives to what it starves: no less than with which programs do the same. */
class StarvedMemoryTest {
    private static final int SBRK = 5;
    private static final long LEAST_SPARE = 16 << 10;
    private static final int RESERVED = 100_000;
    private static final Limits PLENTY = Limits.STANDARD.withMemoryBytes(64 << 20);

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
    void whatNeedsAllThereIsShouldGetThat() {
        CheckedProgram program = reserving(40_000_000);

        assertEquals(PLENTY.memoryBytes(), enough(program));
        assertNotEquals(with(program, PLENTY.memoryBytes()), with(program, 39_000_000));
    }
}
