package dev.lockstep.kernel.process;

/** A waitpid that has not been answered yet. The caller's clock stands still meanwhile. */
final class Wait {
    final UserProcess waiter;
    final WaitRequest request;

    /**
     * Who keeps it from being answered: what is known of it changes only with that process. Null when a child must end.
     */
    UserProcess witness;

    /** The clock that {@link #witness} must reach before it is worth looking again. */
    long threshold;

    /** The answer: a child that has ended, or null for "still runs". */
    UserProcess chosen;

    /** It has been answered. */
    boolean over;

    Wait(UserProcess waiter, WaitRequest request) {
        this.waiter = waiter;
        this.request = request;
    }

    /** Whether only the end of a child can answer it. */
    boolean blocks() {
        return !request.noHang();
    }
}
