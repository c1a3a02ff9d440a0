package dev.lockstep.benchmarks.compare;

/** Why nothing can be compared; the message is for the user. */
final class CompareException extends Exception {
    private static final long serialVersionUID = 1;

    CompareException(String message) {
        super(message);
    }
}
