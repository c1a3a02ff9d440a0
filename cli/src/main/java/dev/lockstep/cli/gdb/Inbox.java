package dev.lockstep.cli.gdb;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a connection brings, fetched by a thread of its own, so that it is noticed at once when the other side hangs up: a socket's
 * own stream does not tell before somebody waits for it.
 */
final class Inbox extends InputStream {
    /** More than one packet; whoever sends more waits. */
    private static final int BYTES = 1 << 16;

    private final InputStream from;
    private final byte[] ring = new byte[BYTES];
    private int first;
    private int count;
    private boolean ended;

    /** Begins to fetch; ends when the stream does. */
    Inbox(InputStream from) {
        this.from = from;
        Thread thread = new Thread(this::fetch, "gdb inbox");
        thread.setDaemon(true);
        thread.start();
    }

    private void fetch() {
        byte[] part = new byte[BYTES];
        try {
            for (int bytes = from.read(part); bytes > 0; bytes = from.read(part)) {
                put(part, bytes);
            }
        } catch (IOException e) {
            // The same as its end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private synchronized void put(byte[] part, int bytes) throws InterruptedException {
        for (int i = 0; i < bytes; i++) {
            while (count == BYTES) {
                wait();
            }
            ring[(first + count) % BYTES] = part[i];
            count++;
            notifyAll();
        }
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Whether nothing more will come; waits so long for that, in milliseconds. */
    synchronized boolean hasEnded(long patience) {
        long end = System.nanoTime() + patience * 1_000_000;
        try {
            for (long left = patience; !ended && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }

    /** How many bytes can be read without waiting; the end counts as one. */
    @Override
    public synchronized int available() {
        return ended ? count + 1 : count;
    }

    @Override
    public synchronized int read() {
        try {
            while (count == 0 && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (count == 0) {
            return -1;
        }
        int value = ring[first] & 0xff;
        first = (first + 1) % BYTES;
        count--;
        notifyAll();
        return value;
    }

    @Override
    public synchronized int read(byte[] to, int offset, int length) {
        int next = length == 0 ? 0 : read();
        if (next < 0 || length == 0) {
            return next;
        }
        int done = 0;
        to[offset + done++] = (byte) next;
        while (done < length && count > 0) {
            to[offset + done++] = (byte) read();
        }
        return done;
    }
}
