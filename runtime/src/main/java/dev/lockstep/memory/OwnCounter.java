package dev.lockstep.memory;

/**
 * A number that one thread changes very often. It has cache lines of its own: two such numbers of two threads in one line
 * would slow down both.
 */
final class OwnCounter {
    private static final int LONGS_BESIDE = 16;

    private final long[] lines = new long[2 * LONGS_BESIDE + 1];

    OwnCounter(long value) {
        lines[LONGS_BESIDE] = value;
    }

    long get() {
        return lines[LONGS_BESIDE];
    }

    void add(long amount) {
        lines[LONGS_BESIDE] += amount;
    }
}
