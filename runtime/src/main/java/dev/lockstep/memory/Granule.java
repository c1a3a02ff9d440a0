package dev.lockstep.memory;

/**
 * The unit of copy-on-write: 256 bytes. A child that writes a word of its stack and a word of its data then takes 512
 * bytes and not two pages of the guest's 4 KB (docs/PERFORMANCE.md has what other sizes give).
 *
 * <p>The system property {@code lockstep.granule}, the logarithm to base 2 of another size, is for measurements and tests.
 */
public final class Granule {
    private static final int SMALLEST = 7;
    private static final int LARGEST = 10;

    /** log2 of the size. */
    public static final int SHIFT = Math.min(LARGEST, Math.max(SMALLEST, Integer.getInteger("lockstep.granule", 8)));

    /** The size in bytes. */
    public static final int BYTES = 1 << SHIFT;

    /** Granules in a page. */
    static final int PER_PAGE = Page.BYTES >>> SHIFT;

    private static final int OFFSET_MASK = BYTES - 1;

    private Granule() {}

    /** Where an address lies in its granule. */
    public static int offset(int address) {
        return address & OFFSET_MASK;
    }

    /** Bytes from an address to the end of its granule, at least 1. */
    public static int toEnd(int address) {
        return BYTES - offset(address);
    }

    /** Which granule of its page an address lies in. */
    static int ofPage(int address) {
        return address >>> SHIFT & PER_PAGE - 1;
    }
}
