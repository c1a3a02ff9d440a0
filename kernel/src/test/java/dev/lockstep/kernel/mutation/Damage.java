package dev.lockstep.kernel.mutation;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Notes when the edited code runs. Static, because the edited code can reach nothing else; each {@link MutantLoader} has a class
 * of its own, so that no two mutants share it.
 */
public final class Damage {
    private static final int STEPS = 0;
    private static final int DAMAGES = 1;
    private static final int STEPS_AT_LAST = 2;

    /** Of all processes in this run: steps, damages, steps when the last damage was done. */
    private static final AtomicIntegerArray COUNTS = new AtomicIntegerArray(3);

    private Damage() {}

    /** Called by edited code, just before the damage. */
    public static void note() {
        COUNTS.set(STEPS_AT_LAST, COUNTS.get(STEPS));
        COUNTS.incrementAndGet(DAMAGES);
    }

    /** A step is taken; returns how many were taken since the last damage, negative if there was none. */
    static int step() {
        int before = COUNTS.getAndIncrement(STEPS);
        return COUNTS.get(DAMAGES) == 0 ? -1 : before - COUNTS.get(STEPS_AT_LAST);
    }

    static void begin() {
        COUNTS.set(STEPS, 0);
        COUNTS.set(DAMAGES, 0);
    }

    /** Damages of this run. */
    static int count() {
        return COUNTS.get(DAMAGES);
    }
}
