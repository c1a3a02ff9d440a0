package dev.lockstep.kernel.api;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * How long each turn of the round-robin is, in retired instructions. A turn ends earlier only when its process blocks,
 * yields or ends.
 */
public sealed interface Schedule {
    /**
     * Every turn is the same.
     *
     * @param quantum instructions, at least 1
     */
    record Exact(int quantum) implements Schedule {
        public Exact {
            if (quantum < 1) {
                throw new IllegalArgumentException("quantum: found " + quantum + ", wanted at least 1");
            }
        }

        @Override
        public IntSupplier quanta() {
            return () -> quantum;
        }

        @Override
        public OptionalInt every() {
            return OptionalInt.of(quantum);
        }

        @Override
        public String toString() {
            return Integer.toString(quantum);
        }
    }

    /**
     * Turns of random length, each length from 1 to {@code 2 * mean - 1} equally likely; the same seed gives the same
     * lengths.
     *
     * @param seed of the generator
     * @param mean instructions, 1 to 2^30
     */
    record Random(long seed, int mean) implements Schedule {
        private static final int MOST = 1 << 30;

        public Random {
            if (mean < 1 || mean > MOST) {
                throw new IllegalArgumentException("quantum mean: found " + mean + ", wanted 1 to " + MOST);
            }
        }

        @Override
        public OptionalInt every() {
            return OptionalInt.empty();
        }

        @Override
        public IntSupplier quanta() {
            SplittableRandom random = new SplittableRandom(seed);
            return () -> 1 + random.nextInt(2 * mean - 1);
        }

        @Override
        public String toString() {
            return "random:" + seed + ":" + mean;
        }
    }

    /** A turn ends at a fork, and else as late as possible: a child runs before its parent goes on. */
    record ToFork() implements Schedule {
        @Override
        public IntSupplier quanta() {
            return () -> Integer.MAX_VALUE;
        }

        @Override
        public OptionalInt every() {
            return OptionalInt.empty();
        }

        @Override
        public boolean endsAtFork() {
            return true;
        }

        @Override
        public String toString() {
            return TO_FORK;
        }
    }

    /** The name of the schedule by which a turn ends at a fork. */
    String TO_FORK = "to-fork";

    /** Whether a turn ends when its process has forked. */
    default boolean endsAtFork() {
        return false;
    }

    /** The lengths of the turns of one run, from the first on; each at least 1. */
    IntSupplier quanta();

    /** The length of every turn, where all are the same. */
    OptionalInt every();

    /**
     * A schedule from an option's value.
     *
     * @param text {@code N}, {@code random:SEED:MEAN} or {@code to-fork}
     * @throws IllegalArgumentException with one line that says what was found and what was wanted
     */
    static Schedule parse(String text) {
        if (text.equals(TO_FORK)) {
            return new ToFork();
        }
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 1) {
                return new Exact(Integer.parseInt(text));
            }
            if (parts.length == 3 && parts[0].equals("random")) {
                return new Random(Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
            }
        } catch (NumberFormatException e) {
            throw unreadable(text, e);
        }
        throw unreadable(text, null);
    }

    private static IllegalArgumentException unreadable(String text, NumberFormatException cause) {
        return new IllegalArgumentException(
                "quantum: found '" + text
                        + "', wanted a number of instructions from 1 to 2147483647, random:SEED:MEAN or to-fork",
                cause);
    }
}
