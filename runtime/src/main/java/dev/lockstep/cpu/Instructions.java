package dev.lockstep.cpu;

import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.FramePool;

/** The instructions of one page as far as they were decoded. */
final class Instructions {
    static final int PER_PAGE = FramePool.FRAME_BYTES / 4;

    /** By {@link #index}; null where nothing was decoded yet. */
    final Instruction[] slots = new Instruction[PER_PAGE];

    static int index(int address) {
        return address >>> 2 & (PER_PAGE - 1);
    }
}
