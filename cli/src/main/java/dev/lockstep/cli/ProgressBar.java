package dev.lockstep.cli;

import java.util.function.LongSupplier;

/** One line on a terminal's standard error that shows how far something is, drawn anew a few times a second. */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 40;
    private static final int PERIOD_MILLIS = 150;

    private final Host host;
    private final String what;
    private final long whole;
    private final LongSupplier done;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Draws at once.
     *
     * @param what is counted
     * @param whole how many there will be
     * @param done how many there are; asked for on another thread
     */
    ProgressBar(Host host, String what, long whole, LongSupplier done) {
        this.host = host;
        this.what = what;
        this.whole = whole;
        this.done = done;
        thread = new Thread(this::draw, "progress");
        thread.setDaemon(true);
        if (host.errIsTerminal()) {
            thread.start();
        }
    }

    private void draw() {
        while (!closed) {
            long now = done.getAsLong();
            int filled = Math.clamp(WIDTH * now / Math.max(whole, 1), 0, WIDTH);
            host.print("\r" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + " " + now + " " + what + "\u001b[K");
            try {
                Thread.sleep(PERIOD_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        closed = true;
        if (thread.isAlive()) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            host.print("\r\u001b[K");
        }
    }
}
