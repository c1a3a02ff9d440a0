package dev.lockstep.memory;

/**
 * A direct-mapped cache of page translations that generated code reads inline.
 *
 * <p>Entry {@code (address >>> 12) & 1023} stands at that index of four arrays: the tags for loads and for stores, each
 * an address space's tag with the page address (0 where the slow path must be taken), the array that holds the page, and
 * what must be added to an address to get its index in that array.
 *
 * <p>An access hits when {@code tag | address & (page mask | size - 1)} equals the entry's tag, so an unaligned access
 * never hits. Entries are tagged by address space and survive a switch. Stores to pages that hold decoded code are never
 * given a write tag.
 */
public final class SoftTlb {
    private static final int ENTRIES = 1024;
    private static final long PAGE_MASK = 0xffffffffL & -FramePool.FRAME_BYTES;

    /** For loads. Read by generated code, changed only here. */
    public final long[] readTags = new long[ENTRIES];

    /** For stores. */
    public final long[] writeTags = new long[ENTRIES];

    /** Where the pages lie; meaningful where a tag matches. */
    public final byte[][] pages = new byte[ENTRIES][];

    /** From guest address to index there. */
    public final int[] addends = new int[ENTRIES];

    SoftTlb() {}

    /** Index of the entry for an address. */
    public static int index(int address) {
        return address >>> FramePool.FRAME_SHIFT & (ENTRIES - 1);
    }

    /**
     * Zero if an access may go ahead. A number and not a boolean: HotSpot then compares once.
     *
     * @param tags those for loads or those for stores
     * @param tag the address space's
     * @param sizeMask bytes accessed - 1
     */
    public static long miss(long[] tags, long tag, int address, int sizeMask) {
        return tags[index(address)] ^ (tag | (address & (PAGE_MASK | sizeMask)));
    }

    /** The array that holds an address that hit. */
    public byte[] page(int address) {
        return pages[index(address)];
    }

    /** Index in {@link #page} of an address that hit. */
    public int at(int address) {
        return address + addends[index(address)];
    }

    /** Caches a translation for loads. */
    void fillRead(long tag, int address, byte[] page, int pageStart) {
        int index = index(address);
        long wanted = tag | (address & PAGE_MASK);
        if (writeTags[index] != wanted) {
            writeTags[index] = 0;
        }
        fill(index, wanted, address, page, pageStart);
    }

    /** Caches a translation for stores, and for loads if the page may be read. */
    void fillWrite(long tag, int address, byte[] page, int pageStart, boolean readable) {
        int index = index(address);
        long wanted = tag | (address & PAGE_MASK);
        fill(index, readable ? wanted : 0, address, page, pageStart);
        writeTags[index] = wanted;
    }

    private void fill(int index, long readTag, int address, byte[] page, int pageStart) {
        readTags[index] = readTag;
        pages[index] = page;
        addends[index] = pageStart - (address & -FramePool.FRAME_BYTES);
    }

    /** Forgets this page for loads and stores of every address space. */
    public void forget(int address) {
        int index = index(address);
        readTags[index] = 0;
        writeTags[index] = 0;
    }
}
