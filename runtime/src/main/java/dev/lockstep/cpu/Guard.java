package dev.lockstep.cpu;

import dev.lockstep.memory.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a debugger wants to be asked: before the instructions at some addresses, and before accesses to some bytes. To ask costs a
 * bit test for an address, however many there are; a page has a bit for each halfword.
 */
public final class Guard {
    private static final int BITS_SHIFT = 1;
    private static final int WORD_SHIFT = BITS_SHIFT + 6;
    private static final int OFFSET_MASK = Page.BYTES - 1;
    private static final long[] NO_MARKS = new long[Page.BYTES >>> WORD_SHIFT];

    private final Map<Integer, long[]> marks = new HashMap<>();
    private final List<Range> ranges = new ArrayList<>();

    /** Bytes whose loads, stores, or both matter. */
    private record Range(int address, int bytes, boolean loads, boolean stores) {}

    /** Nothing is guarded. */
    public Guard() {}

    /** Guards the instruction at an address, a multiple of 2. */
    public void mark(int address) {
        long[] page = marks.computeIfAbsent(address >>> Page.SHIFT, any -> new long[NO_MARKS.length]);
        page[(address & OFFSET_MASK) >>> WORD_SHIFT] |= 1L << (address >>> BITS_SHIFT);
    }

    /**
     * Guards memory.
     *
     * @param bytes how many from the address on, at least 1
     * @param loads whether loads of any of them matter
     * @param stores whether stores do
     */
    public void watch(int address, int bytes, boolean loads, boolean stores) {
        ranges.add(new Range(address, bytes, loads, stores));
    }

    /** Whether nothing is guarded. */
    public boolean isEmpty() {
        return marks.isEmpty() && ranges.isEmpty();
    }

    /** Whether any memory is guarded. */
    boolean watches() {
        return !ranges.isEmpty();
    }

    /** The marks of the page of an address, for {@link #marked}. */
    long[] page(int address) {
        return marks.getOrDefault(address >>> Page.SHIFT, NO_MARKS);
    }

    /** Whether an address is marked in the marks of its page. */
    static boolean marked(long[] page, int address) {
        return (page[(address & OFFSET_MASK) >>> WORD_SHIFT] >>> (address >>> BITS_SHIFT) & 1) != 0;
    }

    /** Whether an access matters. */
    boolean meets(DataAccess access) {
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            boolean wanted = range.loads && access.loads() || range.stores && access.stores();
            if (wanted && access.overlaps(range.address, range.bytes)) {
                return true;
            }
        }
        return false;
    }
}
