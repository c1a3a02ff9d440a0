package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.NONE;
import static dev.lockstep.kernel.process.ProcessRecords.QUEUE;

/** The processes that can run, in the order in which they will: each record names the next. */
final class RunQueue {
    private final ProcessRecords records;
    private int first;
    private int last;
    private int size;

    RunQueue(ProcessRecords records) {
        this.records = records;
    }

    /** How many can run. */
    int size() {
        return size;
    }

    /** The first, which stays; {@link ProcessRecords#NONE} when nobody can run. */
    int peek() {
        return first;
    }

    /** Puts one in front of all others. */
    void addFirst(int slot) {
        size++;
        records.set(slot, QUEUE, first);
        if (first == NONE) {
            last = slot;
        }
        first = slot;
    }

    void add(int slot) {
        size++;
        records.set(slot, QUEUE, NONE);
        if (first == NONE) {
            first = slot;
        } else {
            records.set(last, QUEUE, slot);
        }
        last = slot;
    }

    /** The first, which is taken out; {@link ProcessRecords#NONE} when nobody can run. */
    int poll() {
        int slot = first;
        if (slot != NONE) {
            size--;
            first = records.get(slot, QUEUE);
        }
        return slot;
    }
}
