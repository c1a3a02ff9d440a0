package dev.lockstep.cli;

import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.ProcessEnd;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The hashes of a program's children by their ordinal: written down in a run where each child is alone with its parent, and
 * then compared with those of another run.
 */
final class ChildHashes {
    private final Messages messages;
    private final int[] registers;
    private final int[] pcs;
    private Runnable parentEnded = () -> {};
    private volatile int written;
    private final AtomicInteger differing = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /**
     * Of no child yet.
     *
     * @param children how many there will be
     */
    ChildHashes(Host host, int children) {
        messages = new Messages(host);
        registers = new int[children + 1];
        pcs = new int[children + 1];
    }

    /** How many children each parent has. */
    int children() {
        return registers.length - 1;
    }

    /** Of how many it is written down. */
    int written() {
        return written;
    }

    /** Who is to be told when a parent has ended; before anything runs. */
    void whenParentEnds(Runnable told) {
        parentEnded = told;
    }

    /** Writes down. */
    KernelListener writer() {
        return new Listener() {
            @Override
            void child(int ordinal, ProcessEnd end) {
                written = ordinal;
                registers[ordinal] = end.registerHash();
                pcs[ordinal] = end.pcHash();
            }
        };
    }

    /** Compares. */
    KernelListener checker() {
        return new Listener() {
            @Override
            void child(int ordinal, ProcessEnd end) {
                if (registers[ordinal] != end.registerHash() || pcs[ordinal] != end.pcHash()) {
                    differing.incrementAndGet();
                }
            }
        };
    }

    /** Only counts programs that have failed. */
    KernelListener counter() {
        return new Listener() {
            @Override
            void child(int ordinal, ProcessEnd end) {
                // Their codes are their parent's business.
            }
        };
    }

    /** Processes that were killed, after telling the user. */
    int killed() {
        messages.end();
        return messages.count();
    }

    /** Children whose hashes were others. */
    int differing() {
        return differing.get();
    }

    /** Programs, not children, whose exit code was not 0. */
    int failed() {
        return failed.get();
    }

    private abstract class Listener implements KernelListener {
        abstract void child(int ordinal, ProcessEnd end);

        @Override
        public void ending(ProcessEnd end) {
            if (end.startedByUser()) {
                failed.addAndGet(end.exit() == 0 ? 0 : 1);
                parentEnded.run();
            } else {
                child(end.ordinal(), end);
            }
        }

        @Override
        public void message(String line) {
            messages.tell(line);
        }
    }
}
