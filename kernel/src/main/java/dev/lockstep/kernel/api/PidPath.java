package dev.lockstep.kernel.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The name of a process that depends on nothing but its own history: the ordinal of the first process of its line, then
 * of each forked child within its parent. {@code 1.3.2} is the second child of the third child of the first process.
 *
 * <p>Ordered as numbers, component by component; a parent comes before its children. Immutable; relatives share their
 * common beginning.
 */
public final class PidPath implements Comparable<PidPath> {
    private final PidPath parent;
    private final int ordinal;
    private final int depth;

    private PidPath(PidPath parent, int ordinal) {
        this.parent = parent;
        this.ordinal = ordinal;
        depth = parent == null ? 1 : parent.depth + 1;
    }

    /**
     * A process that no process made.
     *
     * @param ordinal 1 for the first one
     */
    public static PidPath first(int ordinal) {
        return new PidPath(null, ordinal);
    }

    /**
     * A child of this process.
     *
     * @param childOrdinal 1 for the first one
     */
    public PidPath child(int childOrdinal) {
        return new PidPath(this, childOrdinal);
    }

    /** The last component. */
    public int ordinal() {
        return ordinal;
    }

    /** Who forked it; empty for a process that no process made. */
    public Optional<PidPath> parent() {
        return Optional.ofNullable(parent);
    }

    private int[] components() {
        int[] components = new int[depth];
        PidPath at = this;
        for (int i = depth - 1; i >= 0; i--) {
            components[i] = at.ordinal;
            at = at.parent;
        }
        return components;
    }

    @Override
    public int compareTo(PidPath other) {
        PidPath mine = this;
        PidPath its = other;
        while (mine.depth > other.depth) {
            mine = mine.parent;
        }
        while (its.depth > depth) {
            its = its.parent;
        }
        int order = Integer.compare(depth, other.depth);
        for (; mine != its; mine = mine.parent, its = its.parent) {
            if (mine.ordinal != its.ordinal) {
                order = Integer.compare(mine.ordinal, its.ordinal);
            }
        }
        return order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PidPath path && compareTo(path) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(components());
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(depth);
        for (int component : components()) {
            parts.add(Integer.toString(component));
        }
        return String.join(".", parts);
    }
}
