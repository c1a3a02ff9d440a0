package dev.lockstep.machine.mmu;

import java.util.Arrays;

/**
 * The main TLB (TRM 6.3): 32 sets of two ways, and eight entries that can be locked. An entry stays until it is replaced or
 * the guest removes it. What the manual leaves open is settled here: an entry lies in the set that the low five bits of its
 * page number choose, whatever its size; the ways of a set are replaced in turn; locked entries are looked up first, from 0.
 * Micro-TLBs are not there: nothing that a correct program can see tells them from this.
 */
final class Tlb {
    private static final int SETS = 32;
    private static final int SIZES = 4;

    private final TlbEntry[] main = new TlbEntry[2 * SETS];
    private final TlbEntry[] locked = new TlbEntry[8];
    private final int[] nextWay = new int[SETS];

    Tlb() {
        Arrays.fill(main, TlbEntry.NONE);
        Arrays.fill(locked, TlbEntry.NONE);
    }

    /** The entry for an address, {@link TlbEntry#NONE} when there is none. */
    TlbEntry find(int mva, int asid) {
        TlbEntry entry = findLocked(mva, asid);
        if (entry.valid()) {
            return entry;
        }
        for (int size = 0; size < SIZES; size++) {
            int set = set(mva, size);
            for (int way = 0; way < 2; way++) {
                TlbEntry candidate = main[2 * set + way];
                if (candidate.size() == size && candidate.matches(mva, asid)) {
                    return candidate;
                }
            }
        }
        return TlbEntry.NONE;
    }

    /** The same among the locked entries only. */
    TlbEntry findLocked(int mva, int asid) {
        for (TlbEntry entry : locked) {
            if (entry.matches(mva, asid)) {
                return entry;
            }
        }
        return TlbEntry.NONE;
    }

    /**
     * Puts in an entry that {@link #find} did not find.
     *
     * @return whether another had to go
     */
    boolean insert(TlbEntry entry) {
        int set = set(entry.va(), entry.size());
        int way = main[2 * set].valid() ? 1 : 0;
        if (main[2 * set + way].valid()) {
            way = nextWay[set];
            nextWay[set] = way ^ 1;
        }
        boolean replaced = main[2 * set + way].valid();
        main[2 * set + way] = entry;
        return replaced;
    }

    /** One of the eight lockable entries. */
    TlbEntry lockable(int index) {
        return locked[index];
    }

    /** Writes one of the eight lockable entries. */
    void lock(int index, TlbEntry entry) {
        locked[index] = entry;
    }

    /** Removes all but the locked ones (TRM 3.2.23: c8, opcode 2 = 0). */
    void invalidateUnlocked() {
        Arrays.fill(main, TlbEntry.NONE);
        Arrays.fill(nextWay, 0);
    }

    /** Removes what holds for an address in an address space, locked or not (TRM 3.2.23: opcode 2 = 1). */
    void invalidate(int mva, int asid) {
        for (int i = 0; i < main.length; i++) {
            if (main[i].matches(mva, asid)) {
                main[i] = TlbEntry.NONE;
            }
        }
        for (int i = 0; i < locked.length; i++) {
            if (locked[i].matches(mva, asid)) {
                locked[i] = invalid(locked[i]);
            }
        }
    }

    /** Removes what holds in one address space only, locked or not (TRM 3.2.23: opcode 2 = 2). */
    void invalidateAsid(int asid) {
        for (int i = 0; i < main.length; i++) {
            if (ofAsid(main[i], asid)) {
                main[i] = TlbEntry.NONE;
            }
        }
        for (int i = 0; i < locked.length; i++) {
            if (ofAsid(locked[i], asid)) {
                locked[i] = invalid(locked[i]);
            }
        }
    }

    /** A number that differs, in all likelihood, when the content or the next replacement does. */
    int hash() {
        return 31 * (31 * Arrays.hashCode(main) + Arrays.hashCode(locked)) + Arrays.hashCode(nextWay);
    }

    private static boolean ofAsid(TlbEntry entry, int asid) {
        return entry.valid() && !entry.global() && entry.asid() == asid;
    }

    /** A locked entry that was removed loses its valid bit; the rest can still be read back. */
    private static TlbEntry invalid(TlbEntry entry) {
        return new TlbEntry(entry.va(), entry.pa() & ~1, entry.attributes());
    }

    private static int set(int mva, int size) {
        return mva >>> TlbEntry.shift(size) & SETS - 1;
    }
}
