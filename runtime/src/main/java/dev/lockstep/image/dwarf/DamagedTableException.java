package dev.lockstep.image.dwarf;

/** A line table that cannot be what a compiler wrote. Caught by the reader; it carries no trace. */
final class DamagedTableException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedTableException() {
        super(null, null, false, false);
    }
}
