package dev.lockstep.cli.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file or stream that several threads append to. Holds back a limited amount and writes it as a whole, each time with what
 * must follow the last piece; in a file, the next pieces overwrite that. So a file is well-formed after every write, and stays
 * so when the JVM is killed.
 *
 * <p>The first error is kept, and told when this is closed; nothing is written after it.
 */
final class TraceSink implements AutoCloseable {
    /** Characters that are held back at most, but for the last piece. */
    private static final int HELD = 1 << 16;

    /** As the user wrote it. */
    private final String name;

    private final Target target;

    /** What follows the last piece. */
    private final String tail;

    private final StringBuilder held = new StringBuilder();
    private Runnable failed = () -> {};
    private TraceException failure;
    private boolean closed;

    /** Where pieces end. */
    private interface Target {
        /** Appends a piece; it is followed by the tail at least when it is the last. */
        void write(String piece, String tail, boolean last) throws IOException;
    }

    private TraceSink(String name, String head, String tail, Target target) throws TraceException {
        this.name = name;
        this.tail = tail;
        this.target = target;
        held.append(head);
        flush(false);
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Makes a file, in the place of one that may be there. Pipes and devices are written to as they are.
     *
     * @param head what it begins with
     * @param tail what it ends with
     * @throws TraceException when it cannot be written
     */
    static TraceSink to(String name, Path file, String head, String tail) throws TraceException {
        try {
            boolean special = Files.exists(file) && !Files.isRegularFile(file);
            if (special && !Files.isDirectory(file)) {
                return to(name, Files.newOutputStream(file, StandardOpenOption.WRITE), head, tail);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            return new TraceSink(name, head, tail, new Target() {
                private long end;

                @Override
                public void write(String piece, String following, boolean last) throws IOException {
                    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
                    ByteBuffer all = ByteBuffer.allocate(bytes.length + following.length());
                    all.put(bytes)
                            .put(following.getBytes(StandardCharsets.US_ASCII))
                            .flip();
                    try {
                        put(all);
                        end += bytes.length;
                    } catch (IOException e) {
                        cut(following);
                        throw e;
                    } finally {
                        if (last) {
                            channel.close();
                        }
                    }
                }

                private void put(ByteBuffer content) throws IOException {
                    for (long at = end; content.hasRemaining(); ) {
                        at += channel.write(content, at);
                    }
                }

                /** A full disk may have room for a part of a piece; the place of that is enough for what must follow. */
                private void cut(String following) throws IOException {
                    channel.truncate(end);
                    put(ByteBuffer.wrap(following.getBytes(StandardCharsets.US_ASCII)));
                }
            });
        } catch (TraceException e) {
            throw e;
        } catch (IOException e) {
            throw new TraceException(name, e);
        }
    }

    /** The same for a stream, which is left open. */
    static TraceSink to(String name, OutputStream stream, String head, String tail) throws TraceException {
        return new TraceSink(name, head, tail, (piece, following, last) -> {
            stream.write((last ? piece + following : piece).getBytes(StandardCharsets.UTF_8));
            stream.flush();
        });
    }

    /** Is run, once, when something cannot be written any more; on the thread that writes it. */
    synchronized void whenItFails(Runnable action) {
        failed = action;
    }

    /** Appends text. */
    synchronized void append(CharSequence text) {
        if (closed) {
            return;
        }
        held.append(text);
        if (held.length() >= HELD) {
            flush(false);
        }
    }

    private void flush(boolean last) {
        if (failure != null) {
            held.setLength(0);
            return;
        }
        try {
            target.write(held.toString(), tail, last);
        } catch (IOException e) {
            failure = new TraceException(name, e);
            failed.run();
        }
        held.setLength(0);
    }

    /**
     * Writes the rest; a second call does nothing.
     *
     * @throws TraceException when anything could not be written
     */
    @Override
    public synchronized void close() throws TraceException {
        if (closed) {
            return;
        }
        closed = true;
        flush(true);
        if (failure != null) {
            throw failure;
        }
    }
}
