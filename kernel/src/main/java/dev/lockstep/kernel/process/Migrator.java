package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.ARRIVED;
import static dev.lockstep.kernel.process.ProcessRecords.NONE;

import dev.lockstep.kernel.api.Migration;

/** Decides when this hart gives processes that can run to others, and which. How they go is the matter of {@link Lodgings}. */
final class Migrator {
    /** Instructions that a hart executes between two times that it gives processes away: that takes as long as thousands. */
    private static final long PAUSE = 50_000;

    /** The same where it was in vain many times in succession: twice as long each time, up to this. */
    private static final long LONGEST_PAUSE = PAUSE << 10;

    /** Processes that are given at one time. */
    private static final int MOST_AT_ONCE = 64;

    /** Processes that are found unable to go before that is given up for this time. */
    private static final int MOST_IN_VAIN = 8;

    private final Migration when;
    private final RunQueue queue;
    private final ProcessRecords records;
    private final Lodgings lodgings;
    private final Post post;
    private final Runnable switchOut;
    private long pause = PAUSE;
    private long next = PAUSE;

    /**
     * The one of a hart.
     *
     * @param switchOut switches out whoever is in: it may be the one to go
     */
    Migrator(Migration when, RunQueue queue, ProcessRecords records, Lodgings lodgings, Post post, Runnable switchOut) {
        this.when = when;
        this.queue = queue;
        this.records = records;
        this.lodgings = lodgings;
        this.post = post;
        this.switchOut = switchOut;
    }

    /**
     * To be called between turns: takes what others have sent, and gives processes away if it is time.
     *
     * @param instructions that this hart has retired
     */
    void exchange(long instructions) {
        post.deliver(lodgings);
        switch (when) {
            case AUTO -> {
                if (instructions >= next && queue.size() > 1) {
                    post.idleHart().ifPresent(hart -> give(hart, instructions));
                }
            }
            case ALWAYS -> giveFirst();
            case NEVER -> {
                // What was started here stays here.
            }
        }
    }

    /** Half of those that can run, if they are not too many. */
    private void give(int hart, long instructions) {
        switchOut.run();
        int wanted = Math.min(queue.size() / 2, MOST_AT_ONCE);
        int given = 0;
        int stayed = 0;
        for (int left = queue.size(); left > 0 && given < wanted && stayed < MOST_IN_VAIN; left--) {
            int slot = queue.poll();
            if (lodgings.sends(slot, hart)) {
                given++;
            } else {
                stayed++;
                queue.add(slot);
            }
        }
        pause = given > 0 ? PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
        next = instructions + pause;
    }

    /** Gives processes to the next hart until the first in the queue has come from there, or has to stay. */
    private void giveFirst() {
        int slot = queue.peek();
        while (slot != NONE && !records.is(slot, ARRIVED)) {
            switchOut.run();
            queue.poll();
            if (!lodgings.sends(slot, lodgings.home(slot).orElse((post.hart() + 1) % post.harts()))) {
                queue.addFirst(slot);
                return;
            }
            slot = queue.peek();
        }
        if (slot != NONE) {
            records.unmark(slot, ARRIVED);
        }
    }
}
