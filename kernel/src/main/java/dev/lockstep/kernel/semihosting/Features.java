package dev.lockstep.kernel.semihosting;

import java.nio.ByteBuffer;

/**
 * The file {@code :semihosting-features}: four bytes of magic, then bits that say which optional parts of the
 * specification are served.
 */
final class Features implements FileContent {
    static final String NAME = ":semihosting-features";

    private static final byte EXIT_EXTENDED = 1;
    private static final byte STDOUT_STDERR = 2;
    private static final byte[] BYTES = {'S', 'H', 'F', 'B', EXIT_EXTENDED | STDOUT_STDERR};

    @Override
    public long length() {
        return BYTES.length;
    }

    @Override
    public void read(ByteBuffer to, long position) {
        int count = (int) Math.max(0, Math.min(to.remaining(), BYTES.length - position));
        if (count > 0) {
            to.put(BYTES, (int) position, count);
        }
    }

    @Override
    public void write(ByteBuffer from, long position) {
        throw new IllegalStateException("the features are opened for reading only");
    }

    @Override
    public void share() {
        // There is nothing to be closed.
    }

    @Override
    public void release() {
        // There is nothing to be closed.
    }
}
