package dev.lockstep.memory;

/**
 * The memory of one kernel: its frames, its soft TLB, and the tags that tell its address spaces apart in that TLB.
 *
 * <p>Not thread-safe: one kernel runs on one thread.
 */
public final class AddressSpaces {
    private final FramePool frames;
    private final SoftTlb tlb = new SoftTlb();
    private long lastTag;

    /**
     * Memory for any number of address spaces.
     *
     * @param bytes the most that all their private pages together may use
     */
    public AddressSpaces(long bytes) {
        frames = new FramePool(bytes);
    }

    public FramePool frames() {
        return frames;
    }

    public SoftTlb tlb() {
        return tlb;
    }

    /** An address space in which nothing is mapped. */
    public AddressSpace create() {
        return new AddressSpace(this);
    }

    /**
     * A tag that no address space had before: a 42-bit counter in the bits that neither a page address nor the alignment
     * of an access uses (63..32, then 11..2). At a million forks a second it lasts for fifty days.
     */
    long newTag() {
        lastTag++;
        return lastTag << 32 | (lastTag >>> 32 & 0x3ff) << 2;
    }
}
