package dev.lockstep.translator.codegen;

import dev.lockstep.equivalence.Profile;

/** Which step events the generated code contains. Hashing is a flavour of the code, never a test in it. */
public enum Flavour {
    /** No events. */
    PLAIN(false, false),
    /** An event after every instruction. */
    FULL(false, false),
    /** An event after every instruction that goes elsewhere than to itself: profiles pix and eqx. */
    MISMATCH(true, false),
    /** As {@link #FULL}, and the processor's {@link dev.lockstep.cpu.StepObserver} is told. */
    FULL_OBSERVED(false, true),
    /** As {@link #MISMATCH}, and the processor's observer is told. */
    MISMATCH_OBSERVED(true, true);

    private final boolean mismatch;
    private final boolean observed;

    Flavour(boolean mismatch, boolean observed) {
        this.mismatch = mismatch;
        this.observed = observed;
    }

    /**
     * The flavour that a profile needs.
     *
     * @param observed an observer is told of every event
     */
    public static Flavour of(Profile profile, boolean observed) {
        return switch (profile) {
            case NONE -> PLAIN;
            case FULL -> observed ? FULL_OBSERVED : FULL;
            case PIX, EQX -> observed ? MISMATCH_OBSERVED : MISMATCH;
        };
    }

    boolean hashes() {
        return this != PLAIN;
    }

    /** Whether an instruction that goes to itself has no event. */
    boolean mismatch() {
        return mismatch;
    }

    boolean observed() {
        return observed;
    }
}
