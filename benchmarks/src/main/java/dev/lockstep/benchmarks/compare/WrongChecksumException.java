package dev.lockstep.benchmarks.compare;

/** A program did not do its work, or not what the others did; the message is for the user. */
public final class WrongChecksumException extends Exception {
    private static final long serialVersionUID = 1;

    /** Which program, what was found, what was wanted. */
    public WrongChecksumException(String message) {
        super(message);
    }
}
