package dev.lockstep.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one of several threads may take of something limited that they share. It fetches a batch at a time, so that they
 * seldom meet; a thread that is alone has all of it. Taking is exact for one thread. With more, the last few batches may
 * be where they are not wanted.
 */
public final class Allowance {
    private static final int BATCHES = 64;

    private final AtomicLong rest;
    private final long batch;
    private long own;

    private Allowance(AtomicLong rest, long batch, long own) {
        this.rest = rest;
        this.batch = batch;
        this.own = own;
    }

    /** All of something, for one thread. */
    public static Allowance of(long amount) {
        return new Allowance(new AtomicLong(), Long.MAX_VALUE, amount);
    }

    /** Something for several threads. */
    public static Allowance[] shared(long amount, int threads) {
        if (threads == 1) {
            return new Allowance[] {of(amount)};
        }
        AtomicLong rest = new AtomicLong(amount);
        Allowance[] allowances = new Allowance[threads];
        for (int k = 0; k < threads; k++) {
            allowances[k] = new Allowance(rest, Math.max(1, amount / BATCHES / threads), 0);
        }
        return allowances;
    }

    /** How much could be taken. */
    public long left() {
        return own + rest.getOpaque();
    }

    /** Takes, also more than is left. */
    public void take(long amount) {
        own -= amount;
        if (own < 0) {
            long wanted = batch == Long.MAX_VALUE ? 0 : batch - own;
            long fetched = Math.clamp(rest.getOpaque(), Math.min(-own, wanted), wanted);
            rest.addAndGet(-fetched);
            own += fetched;
        }
    }

    public void give(long amount) {
        own += amount;
        if (own > 2 * batch && batch != Long.MAX_VALUE) {
            rest.addAndGet(own - batch);
            own = batch;
        }
    }
}
