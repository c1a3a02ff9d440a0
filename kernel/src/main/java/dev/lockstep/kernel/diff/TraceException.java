package dev.lockstep.kernel.diff;

/** A trace cannot be understood; the message is one line that says where, what was found and what was wanted. */
public final class TraceException extends Exception {
    private static final long serialVersionUID = 1;

    TraceException(long line, String found, String wanted) {
        super("line " + line + ": found " + found + ", wanted " + wanted);
    }
}
