package dev.lockstep.benchmarks;

import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * A standard input at which a guest program waits until the benchmark lets it go on: so a program that has made itself
 * ready is measured again and again.
 *
 * <p>Each read takes one byte and blocks until {@link #pass}. After {@link #close} every read finds the end of the input.
 */
final class Gate extends InputStream {
    private final Semaphore arrivals = new Semaphore(0);
    private final Semaphore passes = new Semaphore(0);
    private volatile boolean closed;

    @Override
    public int read() {
        arrivals.release();
        passes.acquireUninterruptibly();
        return closed ? -1 : 1;
    }

    @Override
    public int read(byte[] to, int offset, int count) {
        int next = read();
        if (next < 0) {
            return next;
        }
        to[offset] = (byte) next;
        return 1;
    }

    /** Waits until the guest stands at the gate. */
    void awaitArrival() {
        arrivals.acquireUninterruptibly();
        if (closed) {
            throw new IllegalStateException("the guest program has ended");
        }
    }

    /** Lets the guest, which stands at the gate, go on, and waits until it stands there again. */
    void pass() {
        passes.release();
        awaitArrival();
    }

    /** To be called when the guest is to end, or has: nobody waits for the other any more. */
    @Override
    public void close() {
        closed = true;
        passes.release();
        arrivals.release();
    }
}
