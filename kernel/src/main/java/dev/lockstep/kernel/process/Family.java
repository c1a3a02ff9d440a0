package dev.lockstep.kernel.process;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The children of a process that it has not waited for, those that live and those that have ended each in the order of
 * {@link UserProcess#bound}, then ordinal.
 */
final class Family {
    private static final Comparator<UserProcess> BY_BOUND =
            Comparator.comparingLong((UserProcess child) -> child.bound).thenComparingInt(UserProcess::ordinal);

    private final Map<Integer, UserProcess> children = new HashMap<>();
    private final TreeSet<UserProcess> living = new TreeSet<>(BY_BOUND);
    private final TreeSet<UserProcess> ended = new TreeSet<>(BY_BOUND);

    void add(UserProcess child) {
        children.put(child.ordinal(), child);
        living.add(child);
    }

    /** A living child has ended; its bound is now the clock of its end. */
    void end(UserProcess child) {
        living.remove(child);
        child.bound = child.clock();
        ended.add(child);
    }

    /** A living child cannot end before this clock. */
    void raise(UserProcess child, long bound) {
        living.remove(child);
        child.bound = bound;
        living.add(child);
    }

    /** An ended child has been waited for. */
    void remove(UserProcess child) {
        children.remove(child.ordinal());
        ended.remove(child);
    }

    boolean isEmpty() {
        return children.isEmpty();
    }

    /** Null when there is none of that ordinal. */
    UserProcess child(int ordinal) {
        return children.get(ordinal);
    }

    /** The living child with the smallest bound; null when none lives. */
    UserProcess firstLiving() {
        return living.isEmpty() ? null : living.first();
    }

    /** The child that ended first; null when none has ended. */
    UserProcess firstEnded() {
        return ended.isEmpty() ? null : ended.first();
    }

    Iterable<UserProcess> living() {
        return living;
    }

    Iterable<UserProcess> ended() {
        return ended;
    }
}
