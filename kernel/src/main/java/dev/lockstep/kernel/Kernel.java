package dev.lockstep.kernel;

import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Inspector;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.KernelStatistics;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.Programs;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.console.Console;
import dev.lockstep.kernel.process.Mailboxes;
import dev.lockstep.memory.Allowance;
import dev.lockstep.memory.MemoryBudget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A small Unix-like kernel for ARM user programs.
 *
 * <p>Programs are {@linkplain #start started}, then {@link #run} executes them and all their descendants, turn by turn,
 * until the last has ended. Everything that a kernel holds belongs to this object, so any number of them can live in
 * one JVM. Not thread-safe but for {@link #stop} and {@link #living}.
 *
 * <p>Each {@link Hart} runs processes on a thread of its own, and has memory and a process table of its own. A program
 * that is started goes to the next hart in turn, and its descendants are made there: harts share nothing but the console,
 * the limits and their {@link Mailboxes}, so that one does not slow down another. A hart that has nothing to do is given
 * processes of one that has more than it can run.
 */
public final class Kernel implements AutoCloseable {
    private static final int MOST_NAMED = 5;

    private final KernelListener listener;
    private final List<Hart> harts = new ArrayList<>();
    private final Mailboxes boxes;
    private int started;

    /** A kernel without processes. */
    public Kernel(KernelOptions options) {
        listener = options.listener();
        Console console = new Console(options.console());
        int count = options.engines().size();
        boxes = new Mailboxes(count);
        MemoryBudget[] budgets = budgets(options.limits(), count);
        Allowance[] places = Allowance.shared(options.limits().maxProcesses(), count);
        KernelOptions shared = count == 1 ? options : options.withPrograms(oneAtATime(options.programs()));
        for (int k = 0; k < count; k++) {
            harts.add(new Hart(k, shared.ofHart(k), console, budgets[k], places[k], boxes));
        }
    }

    /**
     * What guests may take of the JVM's heap, so that a fork bomb or a hungry program meets an error code and not an
     * OutOfMemoryError. The rest is for images, their code, and what few processes have.
     */
    private static MemoryBudget[] budgets(Limits limits, int count) {
        long heap = Runtime.getRuntime().maxMemory();
        long rest = Math.max(heap / 8, Math.min(heap / 2, 768L << 20));
        long taken = Math.min(limits.takeableBytes(), heap - rest);
        return MemoryBudget.shared(
                taken, heap - rest, count, limits.starvedBytes().isPresent());
    }

    private static Programs oneAtATime(Programs programs) {
        Object lock = new Object();
        return (name, abi) -> {
            synchronized (lock) {
                return programs.find(name, abi);
            }
        };
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
        return startAs(started + 1, image, arguments);
    }

    /**
     * {@link #start} with a number of one's own, as if others had been started before; the next one follows it.
     *
     * @param ordinal its pid path, above those of all that were started
     */
    public PidPath startAs(int ordinal, Image image, List<String> arguments) throws KernelException {
        List<byte[]> vector = new ArrayList<>();
        vector.add(image.name().getBytes(StandardCharsets.UTF_8));
        arguments.forEach(argument -> vector.add(argument.getBytes(StandardCharsets.UTF_8)));
        harts.get(started % harts.size()).start(ordinal, image, vector);
        started = ordinal;
        return PidPath.first(started);
    }

    /** Executes until every process has ended; returns at once when there is none. */
    public RunOutcome run() {
        if (harts.size() == 1) {
            harts.getFirst().run();
        } else {
            runSideBySide();
        }
        for (Hart hart : harts) {
            hart.rethrowFailure();
        }
        return outcome();
    }

    private void runSideBySide() {
        boxes.open();
        List<Thread> threads = new ArrayList<>();
        List<Thread> all = new CopyOnWriteArrayList<>(List.of(Thread.currentThread()));
        for (Hart hart : harts.subList(1, harts.size())) {
            Thread thread = new Thread(() -> run(hart, all), "hart " + hart.number());
            threads.add(thread);
            all.add(thread);
        }
        try {
            threads.forEach(Thread::start);
            run(harts.getFirst(), all);
        } catch (OutOfMemoryError noThread) {
            stop();
            throw noThread;
        } finally {
            threads.forEach(Kernel::join);
        }
    }

    /** Runs a hart. If it fails the others stop, also where they wait for something. */
    private void run(Hart hart, List<Thread> all) {
        hart.run();
        if (hart.hasFailed()) {
            stop();
            all.stream()
                    .filter(thread -> !thread.equals(Thread.currentThread()))
                    .forEach(Thread::interrupt);
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private RunOutcome outcome() {
        boolean stopped = false;
        for (Hart hart : harts) {
            if (hart.outputClosed()) {
                return RunOutcome.OUTPUT_CLOSED;
            }
            stopped |= hart.stopped();
        }
        if (living() == 0) {
            return RunOutcome.COMPLETED;
        }
        if (stopped) {
            return RunOutcome.STOPPED;
        }
        List<String> names = harts.stream()
                .flatMap(hart -> hart.namesOfLiving(MOST_NAMED).stream())
                .limit(MOST_NAMED)
                .toList();
        listener.message("no process can run, and these wait: " + String.join(", ", names));
        return RunOutcome.STUCK;
    }

    /** Lets {@link #run} return soon, with processes that have not ended. Any thread may call this. */
    public void stop() {
        harts.forEach(Hart::stop);
        boxes.close();
    }

    /** Processes that have not ended, about; any thread may ask. */
    public int living() {
        int living = boxes.travelling();
        for (Hart hart : harts) {
            living += hart.living();
        }
        return living;
    }

    /** Bytes of memory that processes have, while it runs too: cheap enough to be asked at every turn, on a hart's thread. */
    public long memoryInUse() {
        long bytes = 0;
        for (Hart hart : harts) {
            bytes += hart.memoryInUse();
        }
        return bytes;
    }

    /** For a debugger, of a kernel with one hart. */
    public Inspector inspector() {
        return harts.getFirst().inspector();
    }

    /** What was done so far; not while it runs. */
    public KernelStatistics statistics() {
        return harts.stream().map(Hart::statistics).reduce(KernelStatistics.NONE, KernelStatistics::plus);
    }

    /** Frees all memory. Processes that still live are dropped without a report. */
    @Override
    public void close() {
        harts.forEach(Hart::close);
    }
}
