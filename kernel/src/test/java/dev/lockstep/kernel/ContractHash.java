package dev.lockstep.kernel;

import dev.lockstep.equivalence.Profile;

/**
 * The step hash as EQUIVALENCE.md words it, written a second time: 64-bit numbers cut to 32 bits, and the mismatch
 * breakpoint of the hardware instead of rules about which instruction gives an event.
 */
final class ContractHash {
    private static final long WORD = 0xffffffffL;
    private static final int PC = 15;

    private final Profile profile;
    private long registerHash;
    private long pcHash;
    private long steps;

    /** The armed address A. */
    private long armed;

    /** A process that is switched in for the first time, at an address. */
    ContractHash(Profile profile, int entry) {
        this.profile = profile;
        armed = entry & WORD;
    }

    /**
     * An instruction has retired, and the next one is about to execute.
     *
     * @param state r0 to r15, cpsr as that one sees them
     * @param call whether it was a system call that returned at once
     */
    void retired(int[] state, boolean call) {
        long pc = state[PC] & WORD;
        if (profile == Profile.EQX && call) {
            armed = pc;
        }
        if (profile == Profile.FULL || pc != armed) {
            for (int word : state) {
                registerHash = absorb(registerHash, word & WORD);
            }
            registerHash = finish(registerHash);
            pcHash = finish(absorb(pcHash, pc));
            steps++;
            armed = pc;
        }
    }

    private static long absorb(long before, long word) {
        long low = word % 0x10000;
        long high = word / 0x10000;
        long h = before + low & WORD;
        h = (h << 16 & WORD) ^ (high << 11 & WORD ^ h);
        return h + h / 2048 & WORD;
    }

    private static long finish(long before) {
        long h = before;
        h ^= h << 3 & WORD;
        h = h + h / 32 & WORD;
        h ^= h << 4 & WORD;
        h = h + h / 131072 & WORD;
        h ^= h << 25 & WORD;
        return h + h / 64 & WORD;
    }

    int registerHash() {
        return (int) registerHash;
    }

    int pcHash() {
        return (int) pcHash;
    }

    /** Step events so far. */
    long steps() {
        return steps;
    }
}
