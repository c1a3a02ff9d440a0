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
    private final OwnCounter own;

    private Allowance(AtomicLong rest, long batch, long own) {
        this.rest = rest;
        this.batch = batch;
        this.own = new OwnCounter(own);
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
            allowances[k] = new Allowance(rest, amount / BATCHES / threads, 0);
        }
        return allowances;
    }

    /** How much could be taken. */
    public long left() {
        return own.get() + rest.getOpaque();
    }

    /** Takes, also more than is left. */
    public void take(long amount) {
        own.add(-amount);
        if (own.get() < 0 && batch != Long.MAX_VALUE) {
            long missing = -own.get();
            long fetched = Math.clamp(rest.getOpaque(), missing, batch + missing);
            rest.addAndGet(-fetched);
            own.add(fetched);
        }
    }

    public void give(long amount) {
        own.add(amount);
        if (batch != Long.MAX_VALUE && own.get() > 2 * batch) {
            long surplus = own.get() - batch;
            rest.addAndGet(surplus);
            own.add(-surplus);
        }
    }
}
