package dev.lockstep.kernel.check;

/**
 * What can be combined: some dimensions, each with a number of values, and a rule which values go together. A row has one
 * value of each dimension, by number from 0.
 */
public interface Choices {
    /** How many dimensions there are, at least 1. */
    int dimensions();

    /** How many values a dimension has, at least 1. */
    int values(int dimension);

    /**
     * Whether a value goes with those before it.
     *
     * @param row the values up to and including {@code dimension}; what follows is not looked at
     * @param dimension whose value is in question
     */
    boolean allows(int[] row, int dimension);
}
