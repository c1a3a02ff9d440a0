package dev.lockstep.translator.linkage;

/**
 * Where a piece of a region's instructions lies.
 *
 * @param address of the first instruction
 * @param instructions how many
 * @param entry whether the region can be entered at the first
 */
public record Extent(int address, int instructions, boolean entry) {
    /** Whether any of these bytes belongs to it. */
    public boolean overlaps(int from, long bytes) {
        long start = address & 0xffffffffL;
        long first = from & 0xffffffffL;
        return start < first + bytes && first < start + 4L * instructions;
    }
}
