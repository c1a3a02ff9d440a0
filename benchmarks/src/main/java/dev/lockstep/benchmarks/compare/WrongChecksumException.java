package dev.lockstep.benchmarks.compare;

/** A program did not do its work, or not what the others did; the message is for the user. */
final class WrongChecksumException extends Exception {
    private static final long serialVersionUID = 1;

    WrongChecksumException(String message) {
        super(message);
    }
}
