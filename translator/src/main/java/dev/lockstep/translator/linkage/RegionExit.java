package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.CpuState;

/**
 * Leaves translated code before the instruction at hand, which the interpreter then executes: it stores over translated
 * instructions, or flat memory does not hold what it accesses. It carries no trace and is caught by the region that raised
 * it.
 */
public final class RegionExit extends RuntimeException {
    /** It has neither a trace nor suppressed exceptions: there is nothing to tell one from another. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    static final RegionExit INSTANCE = new RegionExit();

    private static final long serialVersionUID = 1L;

    private RegionExit() {
        super(null, null, false, false);
    }

    /** For an access that flat memory does not hold; it is counted. */
    static RegionExit outside(CpuState cpu) {
        cpu.outside++;
        return INSTANCE;
    }
}
