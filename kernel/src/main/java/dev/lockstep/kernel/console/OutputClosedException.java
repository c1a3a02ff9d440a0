package dev.lockstep.kernel.console;

/** Standard output takes no more. Ends the run; carries no stack trace. */
public final class OutputClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputClosedException(Throwable cause) {
        super("standard output is closed", cause, false, false);
    }
}
