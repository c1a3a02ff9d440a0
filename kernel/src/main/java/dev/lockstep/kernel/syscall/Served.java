package dev.lockstep.kernel.syscall;

/** What became of a call and its caller. */
public enum Served {
    /** The call is to return now, with the result that is already in r0; the caller goes on. */
    RETURNS,
    /** The same after a fork. */
    FORKED,
    /** The answer is in the process, to be delivered now; the caller goes on. */
    ANSWERED,
    /** The caller goes on with another image; nothing retires. */
    REPLACED,
    /** The answer is in the process, to be delivered in its next turn; this turn is over. */
    YIELDED,
    /** The caller waits; somebody will wake it. */
    WAITS,
    /** The caller has ended. */
    ENDED
}
