package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.translator.aot.StoredRegion;
import dev.lockstep.translator.linkage.Extent;
import dev.lockstep.translator.linkage.TranslatedRegion;

/**
 * Stands for a region that was translated earlier until it is worth entering it. Then the code that it was made from is
 * compared with the process's memory, and the class is loaded; a difference drops it for good.
 */
final class PendingRegion extends TranslatedRegion {
    /** Arrivals that are left to the interpreter: it is faster than loading a class for code that runs a few times. */
    private static final int COLD = 8;

    private final TranslatedCodeSpace space;
    private final StoredRegion stored;
    private int arrivals;

    PendingRegion(TranslatedCodeSpace space, StoredRegion stored) {
        this.space = space;
        this.stored = stored;
    }

    @Override
    public int run(CpuState cpu, int pc, int depth) {
        if (arrivals < COLD) {
            arrivals++;
            return pc;
        }
        if (!matches(cpu)) {
            space.discard(this);
            return pc;
        }
        return space.load(this, stored, cpu.tlb).run(cpu, pc, depth);
    }

    private boolean matches(CpuState cpu) {
        try {
            int index = 0;
            for (Extent extent : stored.extents()) {
                if (!noticed(extent) || !matches(cpu, extent, index)) {
                    return false;
                }
                index += extent.bytes() / 2;
            }
            return true;
        } catch (MemoryFault fault) {
            return false;
        }
    }

    /** Whether stores over this code come to the code space: it belongs to the image. */
    private boolean noticed(Extent extent) {
        return space.covers(extent.address(), 1) && space.covers(extent.address() + extent.bytes() - 1, 1);
    }

    private boolean matches(CpuState cpu, Extent extent, int index) {
        int end = extent.address() + extent.bytes();
        int next = index;
        for (int address = extent.address(); address != end; address += 2) {
            if (cpu.space.fetchShort(address) != stored.code(next++)) {
                return false;
            }
        }
        return true;
    }
}
