package dev.lockstep.memory;

import java.util.Arrays;

/**
 * A direct-mapped cache of translations that generated code reads inline.
 *
 * <p>The entry for a {@link Granule} stands at the lowest bits of its number in four arrays: the tags for loads and for
 * stores, each an address space's tag with the granule's address (0 where the slow path must be taken), the array that
 * holds it, and what must be added to an address to get its index in that array.
 *
 * <p>An access hits when {@code tag | address & (granule mask | size - 1)} equals the entry's tag, so an unaligned access
 * never hits. Entries are tagged by address space and survive a switch. Stores to pages that hold decoded code are never
 * given a write tag.
 */
public final class SoftTlb {
    /** A tag that no entry has, whatever the address and size: every access with it is a miss. */
    public static final long NEVER = 1;

    private static final int ENTRIES = 1 << 14;
    private static final long GRANULE_MASK = 0xffffffffL & -Granule.BYTES;

    /** For loads. Read by generated code, changed only here. */
    public final long[] readTags = new long[ENTRIES];

    /** For stores. */
    public final long[] writeTags = new long[ENTRIES];

    /** Where the granules lie; meaningful where a tag matches. */
    public final byte[][] pages = new byte[ENTRIES][];

    /** From guest address to index there. */
    public final int[] addends = new int[ENTRIES];

    SoftTlb() {}

    /** Index of the entry for an address. */
    public static int index(int address) {
        return address >>> Granule.SHIFT & (ENTRIES - 1);
    }

    /**
     * Zero if an access may go ahead. A number and not a boolean: HotSpot then compares once.
     *
     * @param tags those for loads or those for stores
     * @param tag the address space's
     * @param sizeMask bytes accessed - 1
     */
    public static long miss(long[] tags, long tag, int address, int sizeMask) {
        return tags[index(address)] ^ (tag | (address & (GRANULE_MASK | sizeMask)));
    }

    /** The array that holds an address that hit. */
    public byte[] page(int address) {
        return pages[index(address)];
    }

    /** Index in {@link #page} of an address that hit. */
    public int at(int address) {
        return address + addends[index(address)];
    }

    /** Caches a translation for loads, from a granule's first address and index. */
    public void fillRead(AddressSpace space, int address, byte[] bytes, int start) {
        int index = index(address);
        long granule = address & GRANULE_MASK;
        if (writeTags[index] != (space.writeTag() | granule)) {
            writeTags[index] = 0;
        }
        fill(index, space.tag() | granule, address, bytes, start);
    }

    /** Caches a translation for stores, and for loads if the page may be read. */
    public void fillWrite(AddressSpace space, int address, byte[] bytes, int start, boolean readable) {
        int index = index(address);
        long granule = address & GRANULE_MASK;
        fill(index, readable ? space.tag() | granule : 0, address, bytes, start);
        writeTags[index] = space.writeTag() | granule;
    }

    private void fill(int index, long readTag, int address, byte[] bytes, int start) {
        readTags[index] = readTag;
        pages[index] = bytes;
        addends[index] = start - (address & -Granule.BYTES);
    }

    /** Forgets what lies in an array, so that nothing keeps it from being garbage. */
    void forgetArray(byte[] bytes) {
        for (int index = 0; index < ENTRIES; index++) {
            if (pages[index] == bytes) {
                readTags[index] = 0;
                writeTags[index] = 0;
                pages[index] = null;
            }
        }
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(readTags, 0);
        Arrays.fill(writeTags, 0);
    }

    /** Forgets this granule for loads and stores of every address space. */
    public void forget(int address) {
        int index = index(address);
        readTags[index] = 0;
        writeTags[index] = 0;
    }

    /** The same for all granules of an address's page. */
    public void forgetPage(int address) {
        int page = address & -Page.BYTES;
        for (int at = page; at != page + Page.BYTES; at += Granule.BYTES) {
            forget(at);
        }
    }
}
