package dev.lockstep.memory;

/**
 * The key of a page table: which addresses the table is for, and by which of their bits it is indexed.
 *
 * <pre>
 *  31                          5 4       0
 * +-----------------------------+---------+
 * | the first of the addresses  |  shift  |     lowest bit of the index, which has four
 * +-----------------------------+---------+
 * </pre>
 *
 * <p>Of the address, the bits of the index and those below it are zero.
 */
final class TableKey {
    /** Entries of a table. */
    static final int ENTRIES = 16;

    private static final int INDEX_BITS = 4;
    private static final int TOP_SHIFT = 28;
    private static final int SHIFT_MASK = 31;

    private TableKey() {}

    /** The key of the lowest table that is for both addresses, indexed from this bit on or a higher one. */
    static int of(int one, int other, int leastShift) {
        int shift = leastShift;
        while ((one ^ other) >>> shift >>> INDEX_BITS != 0) {
            shift += INDEX_BITS;
        }
        int first = shift == TOP_SHIFT ? 0 : one & -1 << shift + INDEX_BITS;
        return first | shift;
    }

    /** Lowest bit of the index. */
    static int shift(int key) {
        return key & SHIFT_MASK;
    }

    /** That of the tables one level below, if none is left out. */
    static int shiftBelow(int key) {
        return shift(key) - INDEX_BITS;
    }

    /** That of the tables one level above. */
    static int shiftAbove(int key) {
        return shift(key) + INDEX_BITS;
    }

    /** Which of the entries, from 0, is for an address. */
    static int index(int key, int address) {
        return address >>> shift(key) & ENTRIES - 1;
    }

    /** Whether an address is not one that the table is for. */
    static boolean outside(int key, int address) {
        return (key ^ address) >>> shift(key) >>> INDEX_BITS != 0;
    }

    /** The first address that the table is for. */
    static int first(int key) {
        return key & ~SHIFT_MASK;
    }

    /** The last. */
    static int last(int key) {
        return first(key) | span(key) << INDEX_BITS | ENTRIES - 1;
    }

    /** The bits that distinguish the addresses that one entry is for. */
    static int span(int key) {
        return -1 >>> Integer.SIZE - shift(key);
    }
}
