package dev.lockstep.memory;

/**
 * How much memory a kernel may take for its processes: granules, page tables and records together.
 *
 * <p>Two things are counted. What is <em>taken</em> is in use by a process, exactly, and may not be more than the limit.
 * What is <em>held</em> of the host came in large pieces that are used again and not given back, but for the arrays of
 * flat memory; it may be somewhat more.
 */
public final class MemoryBudget {
    private final long limit;
    private final long mostHeld;
    private long taken;
    private long held;

    /**
     * A budget of which nothing is taken.
     *
     * @param limit bytes that may be taken
     * @param mostHeld bytes of the host's memory that may be held
     */
    public MemoryBudget(long limit, long mostHeld) {
        this.limit = limit;
        this.mostHeld = mostHeld;
    }

    /** Bytes in use. */
    public long taken() {
        return taken;
    }

    /** Bytes that are left to take. */
    public long left() {
        return limit - taken;
    }

    /** Takes bytes that are known to be left, or that will be given back right away. */
    public void take(long bytes) {
        taken += bytes;
    }

    public void give(long bytes) {
        taken -= bytes;
    }

    /** Whether so much more of the host's memory may be held. */
    public boolean mayHold(long bytes) {
        return held + bytes <= mostHeld;
    }

    public void hold(long bytes) {
        held += bytes;
    }

    /** Gives memory back to the host. */
    public void drop(long bytes) {
        held -= bytes;
    }
}
