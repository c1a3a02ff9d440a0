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

    /**
     * The length that the array has for so many bytes: a power of two, and what a word at the last of them needs. Then any
     * number, cut by {@link #index}, is one that HotSpot sees to be a word's index, and it leaves its own check away.
     */
    static int arrayLength(int bytes) {
        return (1 << 32 - Integer.numberOfLeadingZeros(bytes - 1)) + 3;
    }

    /** The same index, of which {@link #loads} or {@link #stores} told that it is here. */
    public int index(int at) {
        return at & bytes.length - 4;
    }

    /** Whether so many bytes from an index on are here. */
    public boolean loads(int at, int count) {
        return Integer.compareUnsigned(at - start, end - start - (count - 1)) < 0;
    }

    /** Whether so many bytes from an index on are here and may be stored to. */
    public boolean stores(int at, int count) {
        return Integer.compareUnsigned(at - low, end - low - (count - 1)) < 0;
    }

    /** Whether a store to the byte at an address would come here. */
    boolean stores(int address) {
        return stores(address - base, 1);
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
