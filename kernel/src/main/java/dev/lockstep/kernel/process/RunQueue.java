package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.NONE;
import static dev.lockstep.kernel.process.ProcessRecords.QUEUE;

/** The processes that can run, in the order in which they will: each record names the next. */
final class RunQueue {
    private final ProcessRecords records;
    private int first;
    private int last;

    RunQueue(ProcessRecords records) {
        this.records = records;
    }

    void add(int slot) {
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
            first = records.get(slot, QUEUE);
        }
        return slot;
    }
}
