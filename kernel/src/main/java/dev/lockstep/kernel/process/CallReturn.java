package dev.lockstep.kernel.process;

/**
 * A system call that is answered and has not returned yet.
 *
 * @param result for r0
 * @param dispatched see {@link dev.lockstep.equivalence.Profile#eventAfterCall}
 * @param statusAddress where the status word goes; 0 for nowhere
 * @param status a status word as POSIX gives it
 */
public record CallReturn(int result, boolean dispatched, int statusAddress, int status) {
    /** What a forked child returns with, and a caller of yield. */
    public static final CallReturn ZERO_DISPATCHED = new CallReturn(0, true, 0, 0);
}
