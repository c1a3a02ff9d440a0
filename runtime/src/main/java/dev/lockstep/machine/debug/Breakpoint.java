package dev.lockstep.machine.debug;

/**
 * What one breakpoint register pair is set to (TRM 13.3.7 and 13.3.8):
 *
 * <pre>
 * BCR  22 21 meaning: 00 address match, 01 context id match, 10 address mismatch | 20 linked | 19..16 linked pair
 *      | 15 14 world | 8..5 bytes of the word | 2 1 privilege: 01 privileged, 10 user, 11 both | 0 enabled
 * </pre>
 *
 * @param value BVR: an address or a context id
 * @param control BCR
 */
record Breakpoint(int value, int control) {
    static final Breakpoint OFF = new Breakpoint(0, 0);

    private static final int ENABLED = 1;
    private static final int LINKED = 1 << 20;
    private static final int CONTEXT = 1;
    private static final int MISMATCH = 2;
    private static final int OTHER_WORLD_ONLY = 1;

    boolean enabled() {
        return (control & ENABLED) != 0;
    }

    boolean linked() {
        return (control & LINKED) != 0;
    }

    int linkedPair() {
        return control >>> 16 & 0xf;
    }

    boolean context() {
        return (control >>> 21 & 3) == CONTEXT;
    }

    boolean mismatch() {
        return (control >>> 21 & 3) == MISMATCH;
    }

    /** Bytes of the word that count: bit 0 for the lowest. */
    int bytes() {
        return control >>> 5 & 0xf;
    }

    /** Whether the control register, of a breakpoint or watchpoint, takes events of this privilege in the secure world. */
    static boolean takes(int control, boolean privileged) {
        boolean world = (control >>> 14 & 3) != OTHER_WORLD_ONLY;
        return world && (control >>> 1 & (privileged ? 1 : 2)) != 0;
    }

    /** Whether an instruction at this address is one that an address match means. */
    boolean matchesAddress(int pc, boolean thumb) {
        int touched = thumb ? 3 << (pc & 2) : 0xf;
        return (pc ^ value) >>> 2 == 0 && (bytes() & touched) != 0;
    }
}
