package dev.lockstep.kernel.check;

/** A program that cannot be checked. Its message is the one line for the user. */
public final class CheckException extends Exception {
    private static final long serialVersionUID = 1L;

    CheckException(String message) {
        super(message);
    }
}
