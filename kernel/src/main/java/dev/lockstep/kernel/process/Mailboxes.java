package dev.lockstep.kernel.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Where the harts of one kernel leave messages for each other, and wait for them when they have nothing to do: the only
 * thing that harts share, but for the console and the limits. When all wait and no message is left, there will never be one,
 * and the run is over.
 */
public final class Mailboxes {
    private final List<Queue<Consumer<Recipient>>> boxes = new ArrayList<>();
    private final boolean[] waits;
    private boolean over;

    /** Messages in all boxes; written under the lock. */
    private volatile int messages;

    /** Harts that wait; written under the lock. */
    private volatile int waiting;

    /** Processes in the boxes; written under the lock. */
    private volatile int travelling;

    /** Empty ones for harts with the numbers from 0. */
    public Mailboxes(int harts) {
        waits = new boolean[harts];
        for (int k = 0; k < harts; k++) {
            boxes.add(new ArrayDeque<>());
        }
    }

    /** A run begins: harts wait for messages again. */
    public synchronized void open() {
        over = false;
    }

    /** The run ends: nobody waits any more. */
    public synchronized void close() {
        over = true;
        notifyAll();
    }

    /** Processes that are in no hart at the moment. */
    public int travelling() {
        return travelling;
    }

    int harts() {
        return waits.length;
    }

    synchronized void send(int hart, Consumer<Recipient> message) {
        boxes.get(hart).add(message);
        messages++;
        notifyAll();
    }

    /** The same for a message that has a process in it. */
    synchronized void sendProcess(int hart, Consumer<Recipient> message) {
        travelling++;
        send(hart, recipient -> {
            message.accept(recipient);
            arrived();
        });
    }

    private synchronized void arrived() {
        travelling--;
    }

    /** Gives a hart its messages, in the order in which they came. */
    void deliver(int hart, Recipient recipient) {
        while (messages > 0) {
            Consumer<Recipient> next;
            synchronized (this) {
                next = boxes.get(hart).poll();
                if (next == null) {
                    return;
                }
                messages--;
            }
            next.accept(recipient);
        }
    }

    /** A hart that waits, and has no message yet. */
    OptionalInt idleHart() {
        if (waiting == 0) {
            return OptionalInt.empty();
        }
        synchronized (this) {
            for (int k = 0; k < waits.length; k++) {
                if (waits[k] && boxes.get(k).isEmpty()) {
                    return OptionalInt.of(k);
                }
            }
            return OptionalInt.empty();
        }
    }

    /**
     * Waits until there is a message for a hart.
     *
     * @return false when there will be none
     */
    synchronized boolean await(int hart) {
        boolean interrupted = false;
        waits[hart] = true;
        waiting++;
        if (waiting == waits.length && messages == 0) {
            close();
        }
        while (!over && boxes.get(hart).isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Who wants the run to end closes the boxes.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        waits[hart] = false;
        waiting--;
        return !over;
    }
}
