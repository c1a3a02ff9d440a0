package dev.lockstep.kernel.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Answers waitpid by logical time, as the package's description tells.
 *
 * <p>A wait that cannot be answered yet costs nothing until something happens that could change that. If it is only
 * that no child has ended, the next end of a child is looked at. Otherwise some process could still bring about an
 * earlier end: one such <em>witness</em> is found by going from the child down what it waits for, to a process that
 * runs, and the wait is looked at again when the witness has passed the threshold, waits itself, or ends.
 */
final class Waits {
    private final Consumer<UserProcess> wake;
    private final BiConsumer<UserProcess, UserProcess> reap;

    /**
     * The waits of one kernel.
     *
     * @param wake told of each waiter whose answer has come; it is in {@link UserProcess#pending}
     * @param reap told of each parent and the ended child that it has waited for
     */
    Waits(Consumer<UserProcess> wake, BiConsumer<UserProcess, UserProcess> reap) {
        this.wake = wake;
        this.reap = reap;
    }

    /**
     * Begins a wait by a process that has the child asked for. If it can be answered at once, {@link
     * UserProcess#pending} is the answer; else the process is waiting.
     */
    void begin(UserProcess waiter, WaitRequest request) {
        Wait wait = new Wait(waiter, request);
        if (decide(wait)) {
            answer(wait);
            return;
        }
        waiter.wait = wait;
        if (wait.blocks()) {
            lookAgain(waiter, true);
        }
    }

    /** A process has run for a turn. */
    void progressed(UserProcess process) {
        lookAgain(process, false);
    }

    /** A process has ended, and its parent's {@link Family} knows; the parent is null where nobody will wait. */
    void ended(UserProcess process, UserProcess parent) {
        if (parent != null && parent.wait != null) {
            reconsider(parent.wait);
        }
        lookAgain(process, true);
    }

    /** Looks at the waits that have this process as their witness: all, or those whose threshold it has reached. */
    private void lookAgain(UserProcess witness, boolean all) {
        Set<Wait> watchers = witness.watchers;
        if (watchers.isEmpty()) {
            return;
        }
        witness.watchers = Set.of();
        for (Wait wait : watchers) {
            if (wait.over || wait.witness != witness) {
                continue;
            }
            if (all || witness.clock() >= wait.threshold) {
                reconsider(wait);
            } else {
                watch(wait, witness);
            }
        }
    }

    private void reconsider(Wait wait) {
        wait.witness = null;
        if (decide(wait)) {
            wait.waiter.wait = null;
            answer(wait);
            wake.accept(wait.waiter);
        }
    }

    private void answer(Wait wait) {
        UserProcess waiter = wait.waiter;
        WaitRequest request = wait.request;
        wait.over = true;
        UserProcess child = wait.chosen;
        if (child == null) {
            waiter.pending = new CallReturn(0, false, 0, 0);
            return;
        }
        waiter.advanceTo(child.clock());
        boolean dispatched = !request.noHang();
        waiter.pending = request.statusWord()
                ? new CallReturn(child.ordinal(), dispatched, request.statusAddress(), child.statusWord())
                : new CallReturn(child.resultForParent(), dispatched, 0, 0);
        reap.accept(waiter, child);
    }

    /** Whether the wait can be answered; if so, {@link Wait#chosen} is the answer. */
    private static boolean decide(Wait wait) {
        Family family = wait.waiter.family;
        boolean noHang = wait.request.noHang();
        if (wait.request.ordinal() == WaitRequest.ANY) {
            return decideAny(wait, family);
        }
        UserProcess child = family.child(wait.request.ordinal());
        if (child.hasEnded()) {
            wait.chosen = noHang && child.clock() > wait.waiter.clock() ? null : child;
            return true;
        }
        return noHang && !obstructed(wait, child, wait.waiter.clock() + 1);
    }

    private static boolean decideAny(Wait wait, Family family) {
        long now = wait.waiter.clock();
        UserProcess best = family.firstEnded();
        if (wait.request.noHang() && best != null && best.clock() > now) {
            best = null;
        }
        if (best == null && wait.blocks()) {
            return false;
        }
        // A child that still lives must not come before (clock, ordinal) of the best, or end at or before now.
        long clock = best == null ? now + 1 : best.clock();
        int ordinal = best == null ? 0 : best.ordinal();
        for (UserProcess first = family.firstLiving(); first != null; first = family.firstLiving()) {
            long threshold = first.ordinal() < ordinal ? clock + 1 : clock;
            if (first.bound >= threshold) {
                break;
            }
            if (obstructed(wait, first, threshold)) {
                return false;
            }
            family.raise(first, threshold);
        }
        wait.chosen = best;
        return true;
    }

    /**
     * Whether a living child could still end before the threshold. If so, the wait watches somebody who could cause it.
     */
    private static boolean obstructed(Wait wait, UserProcess child, long threshold) {
        UserProcess witness = witness(child, threshold);
        if (witness == null) {
            return false;
        }
        wait.threshold = threshold;
        watch(wait, witness);
        return true;
    }

    private static void watch(Wait wait, UserProcess witness) {
        wait.witness = witness;
        if (witness.watchers.isEmpty()) {
            witness.watchers = new LinkedHashSet<>();
        }
        witness.watchers.add(wait);
    }

    /**
     * Somebody whose progress decides whether a living process can end before a threshold: itself while it runs, else
     * somebody it waits for. Goes down the tree without recursion, which may be as deep as there are processes.
     *
     * @return null when it cannot end earlier
     */
    private static UserProcess witness(UserProcess process, long threshold) {
        if (process.wait == null) {
            return process.clock() < threshold ? process : null;
        }
        UserProcess aboutToWake = null;
        Deque<UserProcess> open = new ArrayDeque<>();
        open.push(process);
        while (!open.isEmpty()) {
            UserProcess next = open.pop();
            if (next.lowerBound() >= threshold) {
                continue;
            }
            if (next.wait == null || !next.wait.blocks()) {
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
    private static boolean pushAwaited(UserProcess waiter, Deque<UserProcess> open, long threshold) {
        Family family = waiter.family;
        int ordinal = waiter.wait.request.ordinal();
        if (ordinal == WaitRequest.ANY) {
            family.living().forEach(open::push);
            UserProcess ended = family.firstEnded();
            return ended != null && ended.clock() < threshold;
        }
        UserProcess child = family.child(ordinal);
        if (child.hasEnded()) {
            return child.clock() < threshold;
        }
        open.push(child);
        return false;
    }
}
