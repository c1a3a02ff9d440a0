package dev.lockstep.memory;

/**
 * A direct-mapped cache of page translations that generated code reads inline.
 *
 * <p>Entry {@code (address >>> 12) & 1023} stands at that index of three arrays: the tags for loads and for stores, each
 * an address space's tag with the page address (0 where the slow path must be taken), and the page itself.
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

    /** The pages; meaningful where a tag matches. */
    public final int[][] pages = new int[ENTRIES][];

    SoftTlb() {}

    private static int index(int address) {
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

    /** The word at an address that hit. */
    public static int getInt(int[][] pages, int address) {
        return Page.getInt(pages[index(address)], address);
    }

    /** The halfword, zero-extended. */
    public static int getShort(int[][] pages, int address) {
        return Page.getShort(pages[index(address)], address);
    }

    /** The byte, zero-extended. */
    public static int getByte(int[][] pages, int address) {
        return Page.getByte(pages[index(address)], address);
    }

    public static void putInt(int[][] pages, int address, int value) {
        Page.putInt(pages[index(address)], address, value);
    }

    public static void putShort(int[][] pages, int address, int value) {
        Page.putShort(pages[index(address)], address, value);
    }

    public static void putByte(int[][] pages, int address, int value) {
        Page.putByte(pages[index(address)], address, value);
    }

    /** Caches a translation for loads. */
    public void fillRead(long tag, int address, int[] page) {
        int index = index(address);
        long wanted = tag | (address & PAGE_MASK);
        if (writeTags[index] != wanted) {
            writeTags[index] = 0;
        }
        readTags[index] = wanted;
        pages[index] = page;
    }

    /** Caches a translation for stores, and for loads if the page may be read. */
    public void fillWrite(long tag, int address, int[] page, boolean readable) {
        int index = index(address);
        long wanted = tag | (address & PAGE_MASK);
        readTags[index] = readable ? wanted : 0;
        writeTags[index] = wanted;
        pages[index] = page;
    }

    /** Forgets this page for loads and stores of every address space. */
    public void forget(int address) {
        int index = index(address);
        readTags[index] = 0;
        writeTags[index] = 0;
    }
}
