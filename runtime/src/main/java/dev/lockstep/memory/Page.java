package dev.lockstep.memory;

/**
 * Access to the content of one page frame: an {@code int[]} of little-endian words. Addresses are guest addresses of which
 * only the offset in the page counts.
 *
 * <p>Plain arrays, because an access needs no inlining: one through java.lang.foreign counts some 670 bytecodes against
 * the 8,000 that C2 inlines into one method (docs/PERFORMANCE.md).
 */
public final class Page {
    /** Words in a page. */
    public static final int WORDS = FramePool.FRAME_BYTES / 4;

    private Page() {}

    /** Index of the word that holds an address. */
    public static int index(int address) {
        return address >>> 2 & (WORDS - 1);
    }

    /** The aligned word that holds an address. */
    public static int getInt(int[] page, int address) {
        return page[index(address)];
    }

    /** The aligned halfword that holds an address, zero-extended. */
    public static int getShort(int[] page, int address) {
        return page[index(address)] >>> (address << 3 & 16) & 0xffff;
    }

    /** The byte at an address, zero-extended. */
    public static int getByte(int[] page, int address) {
        return page[index(address)] >>> (address << 3 & 24) & 0xff;
    }

    public static void putInt(int[] page, int address, int value) {
        page[index(address)] = value;
    }

    public static void putShort(int[] page, int address, int value) {
        int shift = address << 3 & 16;
        int index = index(address);
        page[index] = page[index] & ~(0xffff << shift) | (value & 0xffff) << shift;
    }

    public static void putByte(int[] page, int address, int value) {
        int shift = address << 3 & 24;
        int index = index(address);
        page[index] = page[index] & ~(0xff << shift) | (value & 0xff) << shift;
    }

    /** Copies bytes into a page; they must end before the page does. */
    public static void copyIn(byte[] from, int offset, int[] page, int address, int bytes) {
        for (int i = 0; i < bytes; i++) {
            putByte(page, address + i, from[offset + i]);
        }
    }

    /** Copies bytes out of a page; they must end before the page does. */
    public static void copyOut(int[] page, int address, byte[] to, int offset, int bytes) {
        for (int i = 0; i < bytes; i++) {
            to[offset + i] = (byte) getByte(page, address + i);
        }
    }
}
