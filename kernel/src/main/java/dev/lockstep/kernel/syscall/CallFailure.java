package dev.lockstep.kernel.syscall;

/** A call that fails, found somewhere below the one who serves it. Carries no stack trace: it is control flow. */
final class CallFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * A failure.
     *
     * @param errno one of {@link Errno}
     */
    CallFailure(int errno) {
        super(null, null, false, false);
        this.errno = errno;
    }

    /** The reason. */
    int errno() {
        return errno;
    }

    /** What the call returns under the ABIs of EQUIVALENCE.md section 4. */
    int result() {
        return -errno;
    }
}
