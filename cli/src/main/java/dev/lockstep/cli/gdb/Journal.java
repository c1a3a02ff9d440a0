package dev.lockstep.cli.gdb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What gdb has changed in the target, and when: it happens again whenever that moment is passed anew. A change gives up all
 * that were made later, for it makes another future.
 */
final class Journal {
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(long time, Consumer<Target> change) {}

    /** A change is made at a time. */
    void add(long time, Consumer<Target> change) {
        entries.removeIf(entry -> entry.time > time);
        entries.add(new Entry(time, change));
    }

    /** Makes the changes of this time once more. */
    void repeat(long time, Target target) {
        if (!entries.isEmpty()) {
            entries.stream().filter(entry -> entry.time == time).forEach(entry -> entry.change.accept(target));
        }
    }

    /** The time of the next change after this one; {@link Long#MAX_VALUE} when there is none. */
    long next(long time) {
        long next = Long.MAX_VALUE;
        for (Entry entry : entries) {
            if (entry.time > time) {
                next = Math.min(next, entry.time);
            }
        }
        return next;
    }

    /** Forgets everything. */
    void clear() {
        entries.clear();
    }
}
