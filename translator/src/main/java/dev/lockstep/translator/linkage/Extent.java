package dev.lockstep.translator.linkage;

/**
 * Where a piece of a region's instructions lies.
 *
 * @param address of the first instruction
 * @param bytes length
 * @param entry whether the region can be entered at the first
 */
public record Extent(int address, int bytes, boolean entry) {
    /** Whether any of these bytes belongs to it. */
    public boolean overlaps(int from, long count) {
        long start = address & 0xffffffffL;
        long first = from & 0xffffffffL;
        return start < first + count && first < start + bytes;
    }
}
