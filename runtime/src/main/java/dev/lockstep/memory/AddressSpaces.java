package dev.lockstep.memory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The memory of one kernel: its frames, its soft TLB, and the tags that tell its address spaces apart in that TLB.
 *
 * <p>Not thread-safe: one kernel runs on one thread.
 */
public final class AddressSpaces {
    private final FramePool frames;
    private final SoftTlb tlb = new SoftTlb();
    private final Set<AddressSpace> promoted = new LinkedHashSet<>();
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
     * Frames that are left. Where that is fewer than wanted, what flat memory takes more than it must is given back first.
     */
    public long framesLeft(long wanted) {
        if (frames.limit() - frames.live() < wanted) {
            reclaim();
        }
        return Math.max(0, frames.limit() - frames.live());
    }

    /** A frame, or -1 when the budget is used up. */
    int allocate() {
        int frame = frames.allocate();
        if (frame < 0 && reclaim()) {
            frame = frames.allocate();
        }
        return frame;
    }

    private boolean reclaim() {
        boolean any = false;
        for (AddressSpace space : List.copyOf(promoted)) {
            any |= space.compact();
        }
        return any;
    }

    void promoted(AddressSpace space) {
        promoted.add(space);
    }

    void demoted(AddressSpace space) {
        promoted.remove(space);
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
