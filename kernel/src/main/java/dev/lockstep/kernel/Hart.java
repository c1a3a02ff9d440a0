package dev.lockstep.kernel;

import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.Inspector;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.KernelStatistics;
import dev.lockstep.kernel.console.Console;
import dev.lockstep.kernel.console.OutputClosedException;
import dev.lockstep.kernel.process.Mailboxes;
import dev.lockstep.kernel.process.ProcessCounts;
import dev.lockstep.kernel.process.ProcessTable;
import dev.lockstep.kernel.scheduler.Scheduler;
import dev.lockstep.kernel.syscall.SystemCalls;
import dev.lockstep.memory.Allowance;
import dev.lockstep.memory.MemoryBudget;
import java.util.List;
import java.util.Optional;

/**
 * A hardware thread of the kernel: processes and what runs them.
 *
 * <p>The way of a turn: the {@link Scheduler} takes a process from the queue and lets the engine execute it; at a
 * system call {@link SystemCalls} serves it, changing the {@link ProcessTable} or writing to the {@link Console}; the
 * process goes on, waits, or ends.
 */
final class Hart implements AutoCloseable {
    private final int number;
    private final MemoryBudget budget;
    private final ProcessTable processes;
    private final Scheduler scheduler;
    private Optional<Throwable> failure = Optional.empty();

    Hart(int number, KernelOptions options, Console console, MemoryBudget budget, Allowance places, Mailboxes boxes) {
        this.number = number;
        this.budget = budget;
        HartObserver observer = options.observers().apply(number);
        processes = new ProcessTable(options, console, budget, places, boxes, number, observer);
        scheduler = new Scheduler(options, processes, new SystemCalls(options, processes, console, observer), observer);
    }

    int number() {
        return number;
    }

    void start(int ordinal, Image image, List<byte[]> arguments) throws KernelException {
        processes.start(ordinal, image, arguments);
    }

    /** Runs until no process can, or somebody {@linkplain #stop stops} it. What goes wrong is kept. */
    void run() {
        try {
            scheduler.run();
        } catch (RuntimeException | Error e) {
            failure = Optional.of(e);
        }
    }

    void stop() {
        scheduler.stop();
    }

    boolean stopped() {
        return scheduler.stopped();
    }

    boolean hasFailed() {
        return failure.isPresent();
    }

    /** Whether it ended because standard output takes no more. */
    boolean outputClosed() {
        return failure.filter(OutputClosedException.class::isInstance).isPresent();
    }

    /** Throws what went wrong, unless it was the output. */
    void rethrowFailure() {
        if (failure.isPresent() && !outputClosed()) {
            if (failure.get() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure.get();
        }
    }

    Inspector inspector() {
        return processes.inspector();
    }

    int living() {
        return processes.counts().living();
    }

    List<String> namesOfLiving(int most) {
        return processes.namesOfLiving(most);
    }

    long memoryInUse() {
        return budget.taken();
    }

    KernelStatistics statistics() {
        ProcessCounts counts = processes.counts();
        return new KernelStatistics(
                scheduler.instructions(),
                counts.forks(),
                counts.execs(),
                scheduler.switches(),
                counts.migrations(),
                counts.ends(),
                counts.unreaped(),
                counts.mostLiving(),
                processes.memory());
    }

    @Override
    public void close() {
        processes.close();
    }
}
