package dev.lockstep.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one of several threads may take of something limited that they share. It fetches a batch at a time, so that they
 * seldom meet; a thread that is alone has all of it. With several threads, the last few batches may be where they are not
 * wanted, and who looks what is {@link #left} before taking may find that it was taken meanwhile.
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

    /** Takes if there is so much left; the limit then holds whatever others do. */
    public boolean tryTake(long amount) {
        long missing = amount - own.get();
        while (missing > 0) {
            long there = rest.get();
            if (there < missing) {
                return false;
            }
            long fetched = Math.min(there, missing + batch);
            if (rest.compareAndSet(there, there - fetched)) {
                own.add(fetched);
                missing = 0;
            }
        }
        own.add(-amount);
        return true;
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
