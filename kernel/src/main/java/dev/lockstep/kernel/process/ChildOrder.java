package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.BELOW;
import static dev.lockstep.kernel.process.ProcessRecords.BOUND_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.IN_HEAP;
import static dev.lockstep.kernel.process.ProcessRecords.NAME;
import static dev.lockstep.kernel.process.ProcessRecords.NEXT;
import static dev.lockstep.kernel.process.ProcessRecords.NONE;
import static dev.lockstep.kernel.process.ProcessRecords.PREVIOUS;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;

/**
 * Some children of a parent in the order of their bound, then ordinal.
 *
 * <p>A child that comes behind all others, as most do, joins a ring in that order; any other goes into a pairing heap
 * (Fredman, Sedgewick, Sleator, Tarjan: The Pairing Heap, 1986). The first of both is the first of all. In the heap
 * {@code BELOW} is the first child of a node, {@code NEXT} its next sibling, {@code PREVIOUS} its sibling before or, of a
 * first child, the node above. All links stand in the records.
 */
final class ChildOrder {
    private final ProcessRecords records;
    private final ProcessNames names;
    private final int list;
    private final int heap;

    /**
     * An order.
     *
     * @param list place in the parent's record of the ring's first
     * @param heap and of the heap's top
     */
    ChildOrder(ProcessRecords records, ProcessNames names, int list, int heap) {
        this.records = records;
        this.names = names;
        this.list = list;
        this.heap = heap;
    }

    void add(int parent, int child) {
        int first = records.get(parent, list);
        if (first == NONE) {
            records.unmark(child, IN_HEAP);
            link(child, child);
            records.set(parent, list, child);
            return;
        }
        int last = records.get(first, PREVIOUS);
        if (before(child, last)) {
            records.mark(child, IN_HEAP);
            records.set(child, BELOW, NONE);
            records.set(child, NEXT, NONE);
            records.set(child, PREVIOUS, NONE);
            records.set(parent, heap, meld(records.get(parent, heap), child));
        } else {
            records.unmark(child, IN_HEAP);
            link(last, child);
            link(child, first);
        }
    }

    void remove(int parent, int child) {
        if (records.is(child, IN_HEAP)) {
            removeFromHeap(parent, child);
            return;
        }
        int next = records.get(child, NEXT);
        if (next == child) {
            records.set(parent, list, NONE);
            return;
        }
        link(records.get(child, PREVIOUS), next);
        if (records.get(parent, list) == child) {
            records.set(parent, list, next);
        }
    }

    /** {@link ProcessRecords#NONE} when there is none. */
    int first(int parent) {
        int first = records.get(parent, list);
        int top = records.get(parent, heap);
        if (first == NONE || top == NONE) {
            return first == NONE ? top : first;
        }
        return before(top, first) ? top : first;
    }

    /** Calls back for each, in any order; the callback must not change it, but may free the child's record. */
    void each(int parent, IntConsumer action) {
        int first = records.get(parent, list);
        for (int child = first; child != NONE; ) {
            int next = records.get(child, NEXT);
            action.accept(child);
            child = next == first ? NONE : next;
        }
        if (records.get(parent, heap) == NONE) {
            return;
        }
        Deque<Integer> open = new ArrayDeque<>();
        open.push(records.get(parent, heap));
        while (!open.isEmpty()) {
            int child = open.pop();
            if (records.get(child, BELOW) != NONE) {
                open.push(records.get(child, BELOW));
            }
            if (records.get(child, NEXT) != NONE) {
                open.push(records.get(child, NEXT));
            }
            action.accept(child);
        }
    }

    private boolean before(int child, int other) {
        long bound = records.getLong(child, BOUND_LONG);
        long otherBound = records.getLong(other, BOUND_LONG);
        return bound == otherBound ? ordinal(child) < ordinal(other) : bound < otherBound;
    }

    private int ordinal(int child) {
        return names.ordinal(records.get(child, NAME));
    }

    private void link(int child, int next) {
        records.set(child, NEXT, next);
        records.set(next, PREVIOUS, child);
    }

    private void removeFromHeap(int parent, int child) {
        int rest = meldSiblings(records.get(child, BELOW));
        int top = records.get(parent, heap);
        if (child == top) {
            records.set(parent, heap, rest);
            return;
        }
        int previous = records.get(child, PREVIOUS);
        int next = records.get(child, NEXT);
        records.set(previous, records.get(previous, BELOW) == child ? BELOW : NEXT, next);
        if (next != NONE) {
            records.set(next, PREVIOUS, previous);
        }
        records.set(parent, heap, meld(top, rest));
    }

    /** Two heaps as one; their tops have no siblings. */
    private int meld(int one, int other) {
        if (one == NONE || other == NONE) {
            return one == NONE ? other : one;
        }
        int above = before(other, one) ? other : one;
        int below = above == one ? other : one;
        int first = records.get(above, BELOW);
        records.set(below, PREVIOUS, above);
        records.set(below, NEXT, first);
        if (first != NONE) {
            records.set(first, PREVIOUS, below);
        }
        records.set(above, BELOW, below);
        return above;
    }

    /** A row of siblings as one heap: pairs from the left, then the pairs from the right. */
    private int meldSiblings(int first) {
        int pairs = NONE;
        for (int at = first; at != NONE; ) {
            int second = records.get(at, NEXT);
            int rest = second == NONE ? NONE : records.get(second, NEXT);
            alone(at);
            if (second != NONE) {
                alone(second);
            }
            int pair = meld(at, second);
            records.set(pair, NEXT, pairs);
            pairs = pair;
            at = rest;
        }
        int result = NONE;
        while (pairs != NONE) {
            int next = records.get(pairs, NEXT);
            records.set(pairs, NEXT, NONE);
            result = meld(result, pairs);
            pairs = next;
        }
        return result;
    }

    private void alone(int child) {
        records.set(child, NEXT, NONE);
        records.set(child, PREVIOUS, NONE);
    }
}
