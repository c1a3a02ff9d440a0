package dev.lockstep.kernel.console;

import java.util.Arrays;

/** The beginning of a line. */
final class LineBuffer {
    private static final int FIRST_BYTES = 64;
    private static final int KEPT_BYTES = 256;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;

    int length() {
        return length;
    }

    /** The first {@link #length} of these are the content. */
    byte[] bytes() {
        return bytes;
    }

    void append(byte[] from, int offset, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(FIRST_BYTES, 2 * (length + count)));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** Forgets the content, and long arrays with it: there may be many buffers. */
    void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = NOTHING;
        }
    }
}
