package dev.lockstep.translator.codegen;

import dev.lockstep.equivalence.Profile;

/** Which step events the generated code contains. Hashing is a flavour of the code, never a test in it. */
public enum Flavour {
    /** No events. */
    PLAIN,
    /** An event after every instruction. */
    FULL,
    /** An event after every instruction that goes elsewhere than to itself: profiles pix and eqx. */
    MISMATCH;

    /** The flavour that a profile needs. */
    public static Flavour of(Profile profile) {
        return switch (profile) {
            case NONE -> PLAIN;
            case FULL -> FULL;
            case PIX, EQX -> MISMATCH;
        };
    }

    boolean hashes() {
        return this != PLAIN;
    }
}
