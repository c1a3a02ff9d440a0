package dev.lockstep.translator.linkage;

/**
 * Leaves translated code before the instruction at hand, which the interpreter then executes: it stores over translated
 * instructions. It carries no trace and is caught by the region that raised it.
 */
public final class RegionExit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegionExit() {
        super(null, null, false, false);
    }
}
