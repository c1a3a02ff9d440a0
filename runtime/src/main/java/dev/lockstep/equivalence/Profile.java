package dev.lockstep.equivalence;

/**
 * When a step event happens (EQUIVALENCE.md section 2).
 *
 * <p>On the hardware the mismatch address A always equals the pc once an event has been dealt with. An event therefore
 * follows a retired instruction exactly when the next pc differs from its own address, and only system calls and the
 * first dispatch need a rule of their own. {@code FULL} gives an event in every case.
 */
public enum Profile {
    /** No hashing. */
    NONE,
    /** Every retired instruction gives one event. */
    FULL,
    /** Mismatch breakpoint that stays at the SVC while a call is served. */
    PIX,
    /** Mismatch breakpoint moved to the return address by every call. */
    EQX;

    /** Whether any event is taken. */
    public boolean hashes() {
        return this != NONE;
    }

    /** Whether an instruction that leaves the pc where it was ({@code b .}) gives an event. */
    public boolean countsSelfBranch() {
        return this == FULL;
    }

    /**
     * Whether the return from a system call gives an event.
     *
     * @param dispatched the caller is switched in to return: the call is one that gives up the processor (a waitpid that
     *     may block, yield), or this is the child's return from fork. It is a property of the call and never of the
     *     schedule: a waitpid that finds its child already ended counts as one that blocked.
     */
    public boolean eventAfterCall(boolean dispatched) {
        return switch (this) {
            case NONE, EQX -> false;
            case FULL -> true;
            case PIX -> !dispatched;
        };
    }
}
