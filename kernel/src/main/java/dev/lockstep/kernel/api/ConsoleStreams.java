package dev.lockstep.kernel.api;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * What the file descriptors 0, 1 and 2 of every process are. The kernel writes whole lines and flushes after each
 * write; it closes none of them.
 *
 * @param in standard input
 * @param out standard output; when a write fails, the run ends. A stream that hides its errors ({@code PrintStream})
 *     keeps the run going into a closed pipe.
 * @param err standard error; failing writes are ignored
 */
public record ConsoleStreams(InputStream in, OutputStream out, OutputStream err) {
    /** No input; output is thrown away. */
    public static ConsoleStreams none() {
        return new ConsoleStreams(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }
}
