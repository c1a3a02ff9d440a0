package dev.lockstep.kernel.process;

import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.memory.MemoryBudget;
import dev.lockstep.memory.TablePool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The names of processes: each a number, with the name of its parent and its ordinal among that one's children. A name
 * lasts as long as its process or a name below, which may be longer than its process does.
 */
final class ProcessNames {
    /** The name above those of processes that no process made. */
    static final int TOP = 0;

    private static final int PARENT = 0;
    private static final int ORDINAL = 1;
    private static final int WORDS = 2;

    private final TablePool names;

    /** The parent of who was last asked for, and its path, which the next ones most likely begin with; TOP if there is none. */
    private int known = TOP;

    private Optional<PidPath> knownPath = Optional.empty();

    ProcessNames(MemoryBudget budget) {
        names = new TablePool(budget, WORDS);
    }

    /** Whether another one can be had. */
    boolean hasRoom() {
        return names.hasRoom(1);
    }

    /** The name of a child; it is given back by {@link #release}. */
    int child(int parent, int ordinal) {
        int name = names.allocate(ordinal);
        names.set(name, PARENT, parent);
        if (parent != TOP) {
            names.share(parent);
        }
        return name;
    }

    /** Whether there are so many names above it. */
    boolean isDeeperThan(int levels, int name) {
        int at = name;
        for (int level = 0; level <= levels && at != TOP; level++) {
            at = names.get(at, PARENT);
        }
        return at != TOP;
    }

    /** The name of a process that is from elsewhere. */
    int of(PidPath path) {
        if (path.parent().isEmpty()) {
            return child(TOP, path.ordinal());
        }
        int parent = of(path.parent().get());
        int name = child(parent, path.ordinal());
        release(parent);
        return name;
    }

    /** Whether it is the name of a process that no process made. */
    boolean isFirst(int name) {
        return names.get(name, PARENT) == TOP;
    }

    int ordinal(int name) {
        return names.get(name, ORDINAL);
    }

    /** One fewer uses a name. */
    void release(int name) {
        int at = name;
        while (at != TOP && names.release(at)) {
            int parent = names.get(at, PARENT);
            if (at == known) {
                know(parent, knownPath.flatMap(PidPath::parent));
            }
            names.free(at);
            at = parent;
        }
    }

    /** How users see it. Paths that are kept have their beginnings in common, where their processes end one after another. */
    PidPath path(int name) {
        Deque<Integer> ordinals = new ArrayDeque<>();
        int at = name;
        for (; at != TOP && at != known; at = names.get(at, PARENT)) {
            ordinals.push(ordinal(at));
        }
        PidPath path = at == TOP ? PidPath.first(ordinals.pop()) : knownPath.orElseThrow();
        while (!ordinals.isEmpty()) {
            path = path.child(ordinals.pop());
        }
        know(names.get(name, PARENT), path.parent());
        return path;
    }

    private void know(int name, Optional<PidPath> path) {
        known = name;
        knownPath = path;
    }
}
