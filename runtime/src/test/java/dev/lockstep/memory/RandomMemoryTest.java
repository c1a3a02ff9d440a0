package dev.lockstep.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What many processes see of their memory, after anything that a kernel may do with it, is what a simple model says. */
class RandomMemoryTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20261121);
    private static final int ROUNDS = Integer.getInteger("lockstep.rounds", 4);
    private static final int STEPS = 8_000;
    private static final int STEPS_BETWEEN_COMPARISONS = 500;

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + ROUNDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldBeAsModelledWhileThereIsEnough(long seed) {
        ModelledKernel kernel = run(seed, new AddressSpaces(256 << 20));
        assertTrue(kernel.shortages() == 0, "shortages");
        assertTrue(kernel.faults() > 0 && kernel.promotions() > 0, "something of everything");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldBeAsModelledWhenMemoryIsShort(long seed) {
        assertTrue(run(seed, new AddressSpaces(40 << 10)).shortages() > 0);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldBeAsModelledWhenFlatMemoryIsGivenBack(long seed) {
        ModelledKernel kernel = run(seed, new AddressSpaces(3 << 20));
        assertTrue(kernel.promotions() > 0);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldBeAsModelledWhenTagsAreUsedAnew(long seed) {
        run(seed, new AddressSpaces(new MemoryBudget(64 << 20, 256 << 20), 3 + (seed & 15)));
    }

    private static ModelledKernel run(long seed, AddressSpaces memory) {
        ModelledKernel kernel = new ModelledKernel(seed, memory);
        int step = 0;
        try {
            for (; step < STEPS; step++) {
                kernel.step();
                if (step % STEPS_BETWEEN_COMPARISONS == 0) {
                    kernel.compareAll();
                }
            }
            kernel.endAll();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "step " + step + ", again with -Dtest=RandomMemoryTest -Dlockstep.rounds=1 -Dlockstep.seed=" + seed,
                    e);
        }
        return kernel;
    }
}
