package dev.lockstep.translator.linkage;

/**
 * Leaves translated code before the instruction at hand, which the interpreter then executes, for it stores over translated
 * instructions. It carries no trace and is caught by the region that raised it.
 */
public final class RegionExit extends RuntimeException {
    /** It has neither a trace nor suppressed exceptions: there is nothing to tell one from another. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    static final RegionExit INSTANCE = new RegionExit();

    private static final long serialVersionUID = 1L;

    private RegionExit() {
        super(null, null, false, false);
    }
}
