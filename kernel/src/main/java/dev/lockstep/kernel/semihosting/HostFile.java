package dev.lockstep.kernel.semihosting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of the host. */
final class HostFile implements FileContent {
    private final FileChannel channel;
    private final Runnable closed;
    private int users = 1;

    /**
     * A file with one user.
     *
     * @param closed told when the last user has gone
     */
    HostFile(FileChannel channel, Runnable closed) {
        this.channel = channel;
        this.closed = closed;
    }

    @Override
    public long length() throws IOException {
        return channel.size();
    }

    @Override
    public void read(ByteBuffer to, long position) throws IOException {
        long at = position;
        int count;
        do {
            count = channel.read(to, at);
            at += count;
        } while (count > 0 && to.hasRemaining());
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        long at = position;
        while (from.hasRemaining()) {
            at += channel.write(from, at);
        }
    }

    @Override
    public void share() {
        users++;
    }

    @Override
    public void release() throws IOException {
        users--;
        if (users == 0) {
            closed.run();
            channel.close();
        }
    }
}
