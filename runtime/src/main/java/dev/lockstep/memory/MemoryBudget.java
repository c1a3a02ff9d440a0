package dev.lockstep.memory;

/**
 * How much memory may be taken for processes: granules, page tables and records together.
 *
 * <p>Two things are counted. What is <em>taken</em> is in use by a process, exactly. What is <em>held</em> of the host came
 * in large pieces that are used again and not given back, but for the arrays of flat memory; it may be somewhat more.
 */
public final class MemoryBudget {
    private final Allowance allowance;
    private final Allowance ofHost;
    private final OwnCounter taken = new OwnCounter(0);
    private final boolean spoils;

    /**
     * A budget of which nothing is taken.
     *
     * @param limit bytes that may be taken
     * @param mostHeld bytes of the host's memory that may be held
     */
    public MemoryBudget(long limit, long mostHeld) {
        this(Allowance.of(limit), Allowance.of(mostHeld), false);
    }

    private MemoryBudget(Allowance allowance, Allowance ofHost, boolean spoils) {
        this.allowance = allowance;
        this.ofHost = ofHost;
        this.spoils = spoils;
    }

    /** The same for several threads that share it. */
    public static MemoryBudget[] shared(long limit, long mostHeld, int threads) {
        return shared(limit, mostHeld, threads, false);
    }

    /**
     * The same.
     *
     * @param spoils whether granules are overwritten when they are freed, so that whoever still reads one finds it out
     */
    public static MemoryBudget[] shared(long limit, long mostHeld, int threads, boolean spoils) {
        Allowance[] limits = Allowance.shared(limit, threads);
        Allowance[] held = Allowance.shared(mostHeld, threads);
        MemoryBudget[] budgets = new MemoryBudget[threads];
        for (int k = 0; k < threads; k++) {
            budgets[k] = new MemoryBudget(limits[k], held[k], spoils);
        }
        return budgets;
    }

    /** Whether granules are overwritten when they are freed. */
    boolean spoils() {
        return spoils;
    }

    /** Bytes in use. */
    public long taken() {
        return taken.get();
    }

    /** Bytes that are left to take. */
    public long left() {
        return allowance.left();
    }

    /** Takes bytes that are known to be left, or that will be given back right away. */
    public void take(long bytes) {
        taken.add(bytes);
        allowance.take(bytes);
    }

    public void give(long bytes) {
        taken.add(-bytes);
        allowance.give(bytes);
    }

    /** Whether so much more of the host's memory may be held. */
    public boolean mayHold(long bytes) {
        return ofHost.left() >= bytes;
    }

    public void hold(long bytes) {
        ofHost.take(bytes);
    }

    /** Gives memory back to the host. */
    public void drop(long bytes) {
        ofHost.give(bytes);
    }
}
