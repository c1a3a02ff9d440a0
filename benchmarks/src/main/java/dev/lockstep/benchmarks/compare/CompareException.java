package dev.lockstep.benchmarks.compare;

/** Why nothing can be compared; the message is for the user. */
public final class CompareException extends Exception {
    private static final long serialVersionUID = 1;

    /** What was found, what was wanted, where. */
    public CompareException(String message) {
        super(message);
    }
}
