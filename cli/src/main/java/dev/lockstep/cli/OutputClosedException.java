package dev.lockstep.cli;

import java.io.IOException;

/** Standard output takes no more, because its reader has gone. Nothing is left to be said. */
final class OutputClosedException extends Exception {
    private static final long serialVersionUID = 1L;

    OutputClosedException(IOException cause) {
        super(cause);
    }
}
