package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.AWAY_HART;
import static dev.lockstep.kernel.process.ProcessRecords.CLOCK_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.EXIT;
import static dev.lockstep.kernel.process.ProcessRecords.HOME_HART;
import static dev.lockstep.kernel.process.ProcessRecords.HOME_SLOT;
import static dev.lockstep.kernel.process.ProcessRecords.KILLED;

import dev.lockstep.kernel.api.PidPath;
import java.util.OptionalInt;

/** What one hart tells the others. See {@link Recipient}. */
final class Post {
    private final ProcessRecords records;
    private final Mailboxes boxes;
    private final int hart;

    /**
     * The post of one hart.
     *
     * @param hart its number
     */
    Post(ProcessRecords records, Mailboxes boxes, int hart) {
        this.records = records;
        this.boxes = boxes;
        this.hart = hart;
    }

    int harts() {
        return boxes.harts();
    }

    int hart() {
        return hart;
    }

    OptionalInt idleHart() {
        return boxes.idleHart();
    }

    /** Gives this hart its messages. */
    void deliver(Recipient recipient) {
        boxes.deliver(hart, recipient);
    }

    /** Waits for a message; false when there will be none. */
    boolean await() {
        return boxes.await(hart);
    }

    /** Sends a process away; its record here stays. */
    void send(int slot, int to, PidPath path, Traveller process) {
        int home = hart;
        boxes.sendProcess(to, recipient -> recipient.arrives(home, slot, path, process));
    }

    /** Sends a process home. */
    void sendBack(int home, int slot, Traveller process) {
        boxes.sendProcess(home, recipient -> recipient.comesBack(slot, process));
    }

    /** A process that is from another hart has ended. */
    void hasEnded(int standIn, int process) {
        int slot = records.get(standIn, HOME_SLOT);
        long clock = records.getLong(process, CLOCK_LONG);
        int exit = records.get(process, EXIT);
        boolean killed = records.is(process, KILLED);
        boxes.send(records.get(standIn, HOME_HART), recipient -> recipient.hasEnded(slot, clock, exit, killed));
    }

    /** A stand-in's process cannot end before this clock. */
    void cannotEndBefore(int standIn, long clock) {
        int slot = records.get(standIn, HOME_SLOT);
        boxes.send(records.get(standIn, HOME_HART), recipient -> recipient.cannotEndBefore(slot, clock));
    }

    /** Asks when a process of this hart that is on another cannot end before this clock. */
    void ask(int slot, long clock) {
        int home = hart;
        boxes.send(records.get(slot, AWAY_HART), recipient -> recipient.isAsked(home, slot, clock));
    }
}
