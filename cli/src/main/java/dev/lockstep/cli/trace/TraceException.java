package dev.lockstep.cli.trace;

import java.io.IOException;

/** A trace cannot be written. Its cause tells why. */
public final class TraceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final IOException reason;

    TraceException(String file, IOException reason) {
        super(reason);
        this.file = file;
        this.reason = reason;
    }

    /** As the user wrote it; {@code -} for standard output. */
    public String file() {
        return file;
    }

    /** What the file system says. */
    public IOException reason() {
        return reason;
    }
}
