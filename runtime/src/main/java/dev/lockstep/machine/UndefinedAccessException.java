package dev.lockstep.machine;

/** An access to a coprocessor register that is not there: the instruction is undefined. Carries no stack trace. */
public final class UndefinedAccessException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * With what a user should read.
     *
     * @param message names the register
     */
    public UndefinedAccessException(String message) {
        super(message, null, false, false);
    }
}
