package dev.lockstep.machine.bcm2835;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** The blocks of an SD card: those of a file, and in memory those written, unless they may be written to the file. */
public final class SdImage implements Closeable {
    /** Bytes in a block. */
    static final int BLOCK_BYTES = 512;

    private final FileChannel file;
    private final boolean writable;
    private final long blocks;

    /** Blocks that were written and are not in the file. */
    private final Map<Integer, byte[]> written = new HashMap<>();

    private SdImage(FileChannel file, boolean writable) throws IOException {
        this.file = file;
        this.writable = writable;
        // a folder can be opened, and not read
        file.read(ByteBuffer.allocate(1), 0);
        this.blocks = (file.size() + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    /**
     * Opens a file.
     *
     * @param writable whether what is written goes to the file, and not only to memory until the end
     * @throws IOException when it cannot be opened so, or not be read
     */
    public static SdImage open(Path path, boolean writable) throws IOException {
        FileChannel file = writable
                ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                : FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new SdImage(file, writable);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Blocks in the file; the last one may be short. */
    long blocks() {
        return blocks;
    }

    /**
     * A block's bytes, the caller's own; zeros beyond the file's end.
     *
     * @throws SdImageException when the file cannot be read
     */
    byte[] read(int block) {
        byte[] found = written.get(block);
        return found == null ? readFile(block) : found.clone();
    }

    /**
     * Writes a block.
     *
     * @param bytes of one block, kept by the callee
     * @throws SdImageException when the file cannot be written
     */
    void write(int block, byte[] bytes) {
        if (writable) {
            writeFile(block, bytes);
        } else {
            written.put(block, bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private byte[] readFile(int block) {
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK_BYTES);
        try {
            long start = position(block);
            int got = 0;
            while (got >= 0 && buffer.hasRemaining()) {
                got = file.read(buffer, start + buffer.position());
            }
        } catch (IOException e) {
            throw new SdImageException(e);
        }
        return buffer.array();
    }

    private void writeFile(int block, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            long start = position(block);
            while (buffer.hasRemaining()) {
                file.write(buffer, start + buffer.position());
            }
        } catch (IOException e) {
            throw new SdImageException(e);
        }
    }

    private static long position(int block) {
        return Integer.toUnsignedLong(block) * BLOCK_BYTES;
    }
}
