package dev.lockstep.kernel.semihosting;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file with the position of one process in it. A position is from 0 to 2^32 - 1, a length at most 2^31 - 1. */
public final class PositionedFile implements OpenFile {
    private static final long MOST_LENGTH = Integer.MAX_VALUE;

    private final FileContent content;
    private final OpenMode mode;
    private long position;

    PositionedFile(FileContent content, OpenMode mode) {
        this.content = content;
        this.mode = mode;
    }

    public boolean readable() {
        return mode.reads();
    }

    public boolean writable() {
        return mode.writes();
    }

    /** Whether its length and its end can be told in a register. */
    public boolean tooLong() throws IOException {
        return content.length() > MOST_LENGTH;
    }

    /** In bytes. */
    public long length() throws IOException {
        return content.length();
    }

    /** How many bytes there are from the position on. */
    public long remaining() throws IOException {
        return Math.max(0, content.length() - position);
    }

    /** Bytes from the file's begin. */
    public void seek(long to) {
        position = to;
    }

    /** Reads at the position, as much as there is and the buffer takes, and moves on. */
    public void read(ByteBuffer to) throws IOException {
        int before = to.position();
        content.read(to, position);
        position += to.position() - before;
    }

    /** Writes what the file may still take at the position, or at the end when the mode appends, and moves on. */
    public void write(ByteBuffer from) throws IOException {
        if (mode.kind() == OpenMode.Kind.APPEND) {
            position = content.length();
        }
        int before = from.position();
        int limit = from.limit();
        from.limit(before + (int) Math.max(0, Math.min(limit - before, MOST_LENGTH - position)));
        try {
            content.write(from, position);
        } finally {
            position += from.position() - before;
            from.limit(limit);
        }
    }

    /** The same file at the same position, for a forked child, which moves on its own. */
    PositionedFile fork() {
        content.share();
        PositionedFile child = new PositionedFile(content, mode);
        child.position = position;
        return child;
    }

    void close() throws IOException {
        content.release();
    }
}
