package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.BOUND_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.CHILDREN;
import static dev.lockstep.kernel.process.ProcessRecords.CHILD_COUNT;
import static dev.lockstep.kernel.process.ProcessRecords.CLOCK_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.ENDED_HEAP;
import static dev.lockstep.kernel.process.ProcessRecords.ENDED_LIST;
import static dev.lockstep.kernel.process.ProcessRecords.LIVING_HEAP;
import static dev.lockstep.kernel.process.ProcessRecords.LIVING_LIST;
import static dev.lockstep.kernel.process.ProcessRecords.PARENT;

import dev.lockstep.memory.MemoryBudget;
import java.util.function.IntConsumer;

/**
 * The children of processes that were not waited for, by their ordinal, and those that live and those that have ended each
 * in the order of their bound: while a child lives, a clock before which it is known not to end; then that of its end.
 */
final class Family {
    private final ProcessRecords records;
    private final ChildTables byOrdinal;
    private final ChildOrder living;
    private final ChildOrder ended;

    Family(MemoryBudget budget, ProcessRecords records, ProcessNames names) {
        this.records = records;
        byOrdinal = new ChildTables(budget, records, names);
        living = new ChildOrder(records, names, LIVING_LIST, LIVING_HEAP);
        ended = new ChildOrder(records, names, ENDED_LIST, ENDED_HEAP);
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        return byOrdinal.hasRoom();
    }

    /** A child was forked. */
    void add(int parent, int child) {
        records.set(child, PARENT, parent);
        records.set(parent, CHILDREN, byOrdinal.add(records.get(parent, CHILDREN), child));
        records.set(parent, CHILD_COUNT, records.get(parent, CHILD_COUNT) + 1);
        living.add(parent, child);
    }

    /** A living child has ended; its bound is now the clock of its end. */
    void end(int parent, int child) {
        living.remove(parent, child);
        records.setLong(child, BOUND_LONG, records.getLong(child, CLOCK_LONG));
        ended.add(parent, child);
    }

    /** A living child cannot end before this clock. */
    void raise(int parent, int child, long bound) {
        living.remove(parent, child);
        records.setLong(child, BOUND_LONG, bound);
        living.add(parent, child);
    }

    /** An ended child has been waited for. */
    void remove(int parent, int child) {
        ended.remove(parent, child);
        records.set(parent, CHILDREN, byOrdinal.remove(records.get(parent, CHILDREN), child));
        records.set(parent, CHILD_COUNT, records.get(parent, CHILD_COUNT) - 1);
    }

    boolean isEmpty(int parent) {
        return records.get(parent, CHILD_COUNT) == 0;
    }

    /** {@link ProcessRecords#NONE} when there is none of that ordinal. */
    int child(int parent, int ordinal) {
        return byOrdinal.find(records.get(parent, CHILDREN), ordinal);
    }

    /** The living child with the smallest bound, or {@link ProcessRecords#NONE}. */
    int firstLiving(int parent) {
        return living.first(parent);
    }

    /** The child that ended first, or {@link ProcessRecords#NONE}. */
    int firstEnded(int parent) {
        return ended.first(parent);
    }

    void eachLiving(int parent, IntConsumer action) {
        living.each(parent, action);
    }

    /** Gives up the children of a process that ends. */
    void dissolve(int parent, IntConsumer forLiving, IntConsumer forEnded) {
        byOrdinal.clear(records.get(parent, CHILDREN));
        living.each(parent, forLiving);
        ended.each(parent, forEnded);
    }
}
