package dev.lockstep.kernel;

import org.junit.jupiter.api.Test;

/** A short one; {@code scripts/soak} runs as long as it is told. */
class SoakTest {
    private static final long SEED = Long.getLong("lockstep.seed", 5);
    private static final int KERNELS = Integer.getInteger("lockstep.rounds", 6);

    @Test
    void shouldLeaveNoMemoryInUse() {
        Soak soak = new Soak(SEED);
        soak.run(() -> soak.kernels() < KERNELS);
        System.out.println("soak: " + soak);
    }
}
