package dev.lockstep.kernel.api;

/** A program that cannot be started. Its message is the one line for the user. */
public final class KernelException extends Exception {
    private static final long serialVersionUID = 1L;

    public KernelException(String message) {
        super(message);
    }
}
