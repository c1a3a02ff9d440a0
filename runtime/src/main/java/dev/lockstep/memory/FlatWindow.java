package dev.lockstep.memory;

/**
 * A piece of a flat address space, at least a page of it that may be stored to: the byte at a guest address {@code a} is at
 * index {@code a - base} of the array, where that is from {@code start} to {@code end}.
 *
 * <p>A record, for HotSpot takes the components of a constant record for constants.
 *
 * @param bytes the same array for all windows of a space
 * @param base guest address that index 0 would have
 * @param start first index
 * @param low first index that may be stored to: what lies below is a copy of pages that nobody may store to
 * @param end index behind the last one
 */
@SuppressWarnings("ArrayRecordComponent") // the memory itself, not a value
public record FlatWindow(byte[] bytes, int base, int start, int low, int end) {
    static final FlatWindow NONE = new FlatWindow(new byte[0], 0, 0, 0, 0);

    /** The most bytes that an instruction accesses: FLDM of 16 doubles. */
    private static final int WIDEST = 128;

    /**
     * The length that the array has for so many bytes: a power of two, and what an instruction may access from the last of
     * them on. Then any number, cut by {@link #mask}, is an index of which HotSpot sees that all words of an instruction
     * are there, and it leaves its own check away.
     */
    static int arrayLength(int bytes) {
        return (1 << 32 - Integer.numberOfLeadingZeros(bytes - 1)) + WIDEST;
    }

    /** What an index of such an array is cut by. */
    public static int mask(byte[] bytes) {
        return bytes.length - WIDEST - 1;
    }

    /** Whether a store to the byte at an address would come here. */
    boolean stores(int address) {
        return Integer.compareUnsigned(address - base - low, end - low) < 0;
    }

    /** Whether so many bytes are more by a quarter. */
    boolean outgrownBy(int bytes) {
        return bytes > length() + length() / 4;
    }

    /** How many addresses it holds. */
    int length() {
        return end - start;
    }

    /** Whether any of these bytes lies here. */
    boolean overlaps(int address, long count) {
        long first = base + start & 0xffffffffL;
        long from = address & 0xffffffffL;
        return from < first + end - start && first < from + count;
    }
}
