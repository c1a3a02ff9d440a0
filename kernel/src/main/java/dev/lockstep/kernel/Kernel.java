package dev.lockstep.kernel;

import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.KernelStatistics;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.console.Console;
import dev.lockstep.kernel.console.OutputClosedException;
import dev.lockstep.kernel.process.ProcessTable;
import dev.lockstep.kernel.scheduler.Scheduler;
import dev.lockstep.kernel.syscall.SystemCalls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A small Unix-like kernel for ARM user programs, on one thread.
 *
 * <p>Programs are {@linkplain #start started}, then {@link #run} executes them and all their descendants, turn by turn,
 * until the last has ended. Everything that a kernel holds belongs to this object, so any number of them can live in
 * one JVM. Not thread-safe.
 *
 * <p>The way of a turn: the {@link Scheduler} takes a process from the queue and lets the engine execute it; at a
 * system call {@link SystemCalls} serves it, changing the {@link ProcessTable} or writing to the {@link Console}; the
 * process goes on, waits, or ends.
 */
public final class Kernel implements AutoCloseable {
    private static final int MOST_NAMED = 5;

    private final KernelListener listener;
    private final ProcessTable processes;
    private final Scheduler scheduler;

    /** A kernel without processes. */
    public Kernel(KernelOptions options) {
        listener = options.listener();
        Console console = new Console(options.console());
        processes = new ProcessTable(options, console);
        scheduler = new Scheduler(options, processes, new SystemCalls(options, processes, console));
    }

    /**
     * Makes a process that begins with an image. It runs with the next {@link #run}.
     *
     * @param image its program
     * @param arguments what follows the program's name in its argument vector; small programs have no way to get them,
     *     for them they are ignored
     * @return its pid path: 1, 2, ... in the order of the starts
     * @throws KernelException when it cannot be started: its ABI is not known, or it exceeds a limit
     */
    public PidPath start(Image image, List<String> arguments) throws KernelException {
        List<byte[]> vector = new ArrayList<>();
        vector.add(image.name().getBytes(StandardCharsets.UTF_8));
        arguments.forEach(argument -> vector.add(argument.getBytes(StandardCharsets.UTF_8)));
        return processes.start(image, vector).path();
    }

    /** Executes until every process has ended; returns at once when there is none. */
    public RunOutcome run() {
        try {
            scheduler.run();
        } catch (OutputClosedException e) {
            return RunOutcome.OUTPUT_CLOSED;
        }
        if (processes.living() == 0) {
            return RunOutcome.COMPLETED;
        }
        listener.message(
                "no process can run, and these wait: " + String.join(", ", processes.namesOfLiving(MOST_NAMED)));
        return RunOutcome.STUCK;
    }

    /** What was done so far. */
    public KernelStatistics statistics() {
        return new KernelStatistics(
                scheduler.instructions(),
                processes.forks(),
                processes.execs(),
                scheduler.switches(),
                processes.ended(),
                processes.unreaped(),
                processes.mostLiving(),
                processes.memory());
    }

    /** Frees all memory. Processes that still live are dropped without a report. */
    @Override
    public void close() {
        processes.close();
    }
}
