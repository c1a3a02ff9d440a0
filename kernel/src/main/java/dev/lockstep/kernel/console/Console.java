package dev.lockstep.kernel.console;

import dev.lockstep.kernel.api.ConsoleStreams;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The console of one kernel, for all its harts.
 *
 * <p>Output leaves as whole lines. The beginning of a line waits in its process's {@link ProcessOutput} until the
 * line's end comes, the process reads from standard input or ends, or more than {@value #MOST_BUFFERED} bytes have
 * gathered.
 */
public final class Console {
    private static final int MOST_BUFFERED = 8192;

    private final ConsoleStreams streams;

    public Console(ConsoleStreams streams) {
        this.streams = streams;
    }

    /**
     * Writes to standard output.
     *
     * @throws OutputClosedException when the stream takes no more
     */
    public void out(ProcessOutput process, byte[] from, int offset, int count) {
        try {
            synchronized (this) {
                write(streams.out(), process.out, from, offset, count);
            }
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }

    /** Writes to standard error. */
    public void err(ProcessOutput process, byte[] from, int offset, int count) {
        try {
            synchronized (this) {
                write(streams.err(), process.err, from, offset, count);
            }
        } catch (IOException e) {
            process.err.clear();
        }
    }

    /**
     * Shows the unfinished lines of a process.
     *
     * @throws OutputClosedException when standard output takes no more
     */
    public void flush(ProcessOutput process) {
        if (!process.isEmpty()) {
            flushLines(process);
        }
    }

    private synchronized void flushLines(ProcessOutput process) {
        try {
            flush(streams.err(), process.err);
        } catch (IOException e) {
            process.err.clear();
        }
        try {
            flush(streams.out(), process.out);
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }

    /**
     * Reads from standard input; waits until something is there.
     *
     * @return bytes read, at least 1; 0 at the end of the input
     */
    public int read(byte[] to, int count) throws IOException {
        return Math.max(0, streams.in().read(to, 0, count));
    }

    private static void write(OutputStream stream, LineBuffer line, byte[] from, int offset, int count)
            throws IOException {
        int ended = afterLastNewline(from, offset, count);
        if (ended > 0 && line.length() == 0) {
            stream.write(from, offset, ended);
            stream.flush();
        } else if (ended > 0) {
            line.append(from, offset, ended);
            flush(stream, line);
        }
        line.append(from, offset + ended, count - ended);
        if (line.length() > MOST_BUFFERED) {
            flush(stream, line);
        }
    }

    /** How many of these bytes belong to lines that end here. */
    private static int afterLastNewline(byte[] from, int offset, int count) {
        int ended = count;
        while (ended > 0 && from[offset + ended - 1] != '\n') {
            ended--;
        }
        return ended;
    }

    private static void flush(OutputStream stream, LineBuffer line) throws IOException {
        if (line.length() > 0) {
            stream.write(line.bytes(), 0, line.length());
            line.clear();
            stream.flush();
        }
    }
}
