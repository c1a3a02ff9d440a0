package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.ANSWER;
import static dev.lockstep.kernel.process.ProcessRecords.ANSWER_STATUS;
import static dev.lockstep.kernel.process.ProcessRecords.ASKED_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.AWAY;
import static dev.lockstep.kernel.process.ProcessRecords.BOUND_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.CLOCK_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.DISPATCHED;
import static dev.lockstep.kernel.process.ProcessRecords.EXIT;
import static dev.lockstep.kernel.process.ProcessRecords.KILLED;
import static dev.lockstep.kernel.process.ProcessRecords.LIVES;
import static dev.lockstep.kernel.process.ProcessRecords.LODGER;
import static dev.lockstep.kernel.process.ProcessRecords.NAME;
import static dev.lockstep.kernel.process.ProcessRecords.NEXT_WATCHER;
import static dev.lockstep.kernel.process.ProcessRecords.NONE;
import static dev.lockstep.kernel.process.ProcessRecords.NO_HANG;
import static dev.lockstep.kernel.process.ProcessRecords.PREVIOUS_WATCHER;
import static dev.lockstep.kernel.process.ProcessRecords.RETURNS;
import static dev.lockstep.kernel.process.ProcessRecords.STANDS_IN;
import static dev.lockstep.kernel.process.ProcessRecords.STATUS_ADDRESS;
import static dev.lockstep.kernel.process.ProcessRecords.STATUS_WORD;
import static dev.lockstep.kernel.process.ProcessRecords.THRESHOLD_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.WAITS;
import static dev.lockstep.kernel.process.ProcessRecords.WAIT_ORDINAL;
import static dev.lockstep.kernel.process.ProcessRecords.WATCHERS;
import static dev.lockstep.kernel.process.ProcessRecords.WITNESS;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;

/**
 * Answers waitpid by logical time, as the package's description tells.
 *
 * <p>A wait that cannot be answered yet costs nothing until something happens that could change that. If it is only
 * that no child has ended, the next end of a child is looked at. Otherwise some process could still bring about an
 * earlier end: one such <em>witness</em> is found by going from the child down what it waits for, to a process that
 * runs, and the wait is looked at again when the witness has passed the threshold, waits itself, or ends. The waits that
 * have the same witness are linked with each other, in the records.
 *
 * <p>Where the witness is on another hart, that one is asked, and answers when the time has come: there, a stand-in for the
 * parent watches a witness of its own.
 */
final class Waits {
    /** In the place of the child that answers a wait: none can be told yet. NONE is the answer "still runs". */
    private static final int UNDECIDED = -1;

    private static final int WAIT_BITS = WAITS | NO_HANG | STATUS_WORD;
    private static final int EXIT_CODE_SHIFT = 8;
    private static final int EXIT_CODE_MASK = 0xff;

    private final ProcessRecords records;
    private final ProcessNames names;
    private final Family family;
    private final IntConsumer wake;
    private final Reaper reap;
    private final Post post;

    /** Told of each parent and the ended child that it has waited for. */
    @FunctionalInterface
    interface Reaper {
        void reap(int parent, int child);
    }

    /**
     * The waits of one kernel.
     *
     * @param wake told of each waiter whose answer has come; it is in its record
     * @param post for questions about processes that are on other harts
     */
    Waits(ProcessRecords records, ProcessNames names, Family family, IntConsumer wake, Reaper reap, Post post) {
        this.records = records;
        this.names = names;
        this.family = family;
        this.wake = wake;
        this.reap = reap;
        this.post = post;
    }

    /**
     * Begins a wait by a process that has the child asked for. If it can be answered at once, the answer is in its record;
     * else the process {@linkplain ProcessRecords#WAITS waits}.
     */
    void begin(int waiter, int ordinal, boolean noHang, boolean statusWord, int statusAddress) {
        records.set(waiter, WAIT_ORDINAL, ordinal);
        records.set(waiter, STATUS_ADDRESS, statusAddress);
        records.mark(waiter, (noHang ? NO_HANG : 0) | (statusWord ? STATUS_WORD : 0));
        int chosen = decide(waiter);
        if (chosen != UNDECIDED) {
            answer(waiter, chosen);
            return;
        }
        records.mark(waiter, WAITS);
        if (blocks(waiter)) {
            lookAgain(waiter, true);
        }
    }

    /** A process has run for a turn. */
    void progressed(int process) {
        lookAgain(process, false);
    }

    /** A process has ended, and its parent's {@link Family} knows; the parent is NONE where nobody will wait. */
    void ended(int process, int parent) {
        lookAgain(process, true);
        if (parent != NONE && records.is(parent, WAITS)) {
            reconsider(parent);
        }
    }

    /** A process has gone to another hart. Whoever has it for a witness asks there from now on. */
    void left(int process) {
        records.setLong(process, ASKED_LONG, Long.MAX_VALUE);
        lookAgain(process, true);
    }

    /** A process that is on another hart cannot end before this clock. */
    void cannotEndBefore(int process, long clock) {
        records.setLong(process, CLOCK_LONG, Math.max(clock, clock(process)));
        records.setLong(process, ASKED_LONG, Long.MAX_VALUE);
        lookAgain(process, false);
    }

    /** Lets a stand-in tell the process's home when it cannot end before this clock. */
    void promise(int standIn, long clock) {
        boolean promised = records.get(standIn, WITNESS) != NONE;
        long first = promised ? Math.min(clock, records.getLong(standIn, THRESHOLD_LONG)) : clock;
        unwatch(standIn);
        if (!obstructed(standIn, records.get(standIn, LODGER), first)) {
            post.cannotEndBefore(standIn, first);
        }
    }

    /** A stand-in is about to be forgotten. */
    void dismiss(int standIn) {
        unwatch(standIn);
    }

    /** Whether only the end of a child can answer a wait. */
    private boolean blocks(int waiter) {
        return !records.is(waiter, NO_HANG);
    }

    private long clock(int process) {
        return records.getLong(process, CLOCK_LONG);
    }

    /** Looks at the waits that have this process as their witness: all, or those whose threshold it has reached. */
    private void lookAgain(int witness, boolean all) {
        int waiter = records.get(witness, WATCHERS);
        if (waiter == NONE) {
            return;
        }
        records.set(witness, WATCHERS, NONE);
        long reached = clock(witness);
        while (waiter != NONE) {
            int next = records.get(waiter, NEXT_WATCHER);
            records.set(waiter, WITNESS, NONE);
            if (all || reached >= records.getLong(waiter, THRESHOLD_LONG)) {
                reconsider(waiter);
            } else {
                watch(waiter, witness);
            }
            waiter = next;
        }
    }

    private void reconsider(int waiter) {
        unwatch(waiter);
        if (records.is(waiter, STANDS_IN)) {
            promise(waiter, records.getLong(waiter, THRESHOLD_LONG));
            return;
        }
        int chosen = decide(waiter);
        if (chosen != UNDECIDED) {
            answer(waiter, chosen);
            wake.accept(waiter);
        }
    }

    private void answer(int waiter, int child) {
        boolean dispatched = blocks(waiter);
        boolean statusWord = records.is(waiter, STATUS_WORD);
        records.unmark(waiter, WAIT_BITS);
        if (child == NONE) {
            records.set(waiter, ANSWER, 0);
            records.set(waiter, STATUS_ADDRESS, 0);
            records.mark(waiter, RETURNS);
            return;
        }
        records.setLong(waiter, CLOCK_LONG, Math.max(clock(waiter), clock(child)));
        records.mark(waiter, RETURNS | (dispatched ? DISPATCHED : 0));
        int exit = records.get(child, EXIT);
        boolean killed = records.is(child, KILLED);
        if (statusWord) {
            records.set(waiter, ANSWER, ordinal(child));
            records.set(waiter, ANSWER_STATUS, killed ? exit : (exit & EXIT_CODE_MASK) << EXIT_CODE_SHIFT);
        } else {
            records.set(waiter, ANSWER, killed ? -exit : exit);
            records.set(waiter, STATUS_ADDRESS, 0);
        }
        reap.reap(waiter, child);
    }

    private int ordinal(int process) {
        return names.ordinal(records.get(process, NAME));
    }

    /** The child that answers a wait, NONE for "still runs", or UNDECIDED. */
    private int decide(int waiter) {
        boolean noHang = !blocks(waiter);
        int ordinal = records.get(waiter, WAIT_ORDINAL);
        if (ordinal == ProcessTable.ANY_CHILD) {
            return decideAny(waiter, noHang);
        }
        int child = family.child(waiter, ordinal);
        if (!records.is(child, LIVES)) {
            return noHang && clock(child) > clock(waiter) ? NONE : child;
        }
        return noHang && !obstructed(waiter, child, clock(waiter) + 1) ? NONE : UNDECIDED;
    }

    private int decideAny(int waiter, boolean noHang) {
        long now = clock(waiter);
        int best = family.firstEnded(waiter);
        if (noHang && best != NONE && clock(best) > now) {
            best = NONE;
        }
        if (best == NONE && !noHang) {
            return UNDECIDED;
        }
        // A child that still lives must not come before (clock, ordinal) of the best, or end at or before now.
        long clock = best == NONE ? now + 1 : clock(best);
        int ordinal = best == NONE ? 0 : ordinal(best);
        for (int first = family.firstLiving(waiter); first != NONE; first = family.firstLiving(waiter)) {
            long threshold = ordinal(first) < ordinal ? clock + 1 : clock;
            if (records.getLong(first, BOUND_LONG) >= threshold) {
                break;
            }
            if (obstructed(waiter, first, threshold)) {
                return UNDECIDED;
            }
            family.raise(waiter, first, threshold);
        }
        return best;
    }

    /**
     * Whether a living child could still end before the threshold. If so, the waiter watches somebody who could cause it.
     */
    private boolean obstructed(int waiter, int child, long threshold) {
        int witness = witness(child, threshold);
        if (witness == NONE) {
            return false;
        }
        records.setLong(waiter, THRESHOLD_LONG, threshold);
        watch(waiter, witness);
        return true;
    }

    private void watch(int waiter, int witness) {
        int first = records.get(witness, WATCHERS);
        records.set(waiter, WITNESS, witness);
        records.set(waiter, PREVIOUS_WATCHER, NONE);
        records.set(waiter, NEXT_WATCHER, first);
        if (first != NONE) {
            records.set(first, PREVIOUS_WATCHER, waiter);
        }
        records.set(witness, WATCHERS, waiter);
        if (records.is(witness, AWAY)) {
            ask(witness, records.getLong(waiter, THRESHOLD_LONG));
        }
    }

    /** Unless it was asked for as early a clock, and the answer is still to come. */
    private void ask(int away, long threshold) {
        if (threshold < records.getLong(away, ASKED_LONG)) {
            records.setLong(away, ASKED_LONG, threshold);
            post.ask(away, threshold);
        }
    }

    private void unwatch(int waiter) {
        int witness = records.get(waiter, WITNESS);
        if (witness == NONE) {
            return;
        }
        int next = records.get(waiter, NEXT_WATCHER);
        int previous = records.get(waiter, PREVIOUS_WATCHER);
        if (previous == NONE) {
            records.set(witness, WATCHERS, next);
        } else {
            records.set(previous, NEXT_WATCHER, next);
        }
        if (next != NONE) {
            records.set(next, PREVIOUS_WATCHER, previous);
        }
        records.set(waiter, WITNESS, NONE);
    }

    /**
     * Somebody whose progress decides whether a living process can end before a threshold: itself while it runs, else
     * somebody it waits for. Goes down the tree without recursion, which may be as deep as there are processes.
     *
     * @return NONE when it cannot end earlier
     */
    private int witness(int process, long threshold) {
        if (!records.is(process, WAITS)) {
            return clock(process) < threshold ? process : NONE;
        }
        int aboutToWake = NONE;
        Deque<Integer> open = new ArrayDeque<>();
        open.push(process);
        while (!open.isEmpty()) {
            int next = open.pop();
            if (Math.max(clock(next), records.getLong(next, BOUND_LONG)) >= threshold) {
                continue;
            }
            if (!records.is(next, WAITS) || !blocks(next)) {
                return next;
            }
            if (pushAwaited(next, open, threshold)) {
                aboutToWake = next;
            }
        }
        return aboutToWake;
    }

    /**
     * Adds the living children that a waiting process waits for.
     *
     * @return whether a child of it has ended before the threshold, so that it may go on before the threshold too
     */
    private boolean pushAwaited(int waiter, Deque<Integer> open, long threshold) {
        int ordinal = records.get(waiter, WAIT_ORDINAL);
        if (ordinal == ProcessTable.ANY_CHILD) {
            family.eachLiving(waiter, open::push);
            int ended = family.firstEnded(waiter);
            return ended != NONE && clock(ended) < threshold;
        }
        int child = family.child(waiter, ordinal);
        if (!records.is(child, LIVES)) {
            return clock(child) < threshold;
        }
        open.push(child);
        return false;
    }
}
