package dev.lockstep.kernel.scheduler;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.HartObserver.TurnEnd;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Signal;
import dev.lockstep.kernel.process.Obituary;
import dev.lockstep.kernel.process.ProcessTable;
import dev.lockstep.kernel.process.UserProcess;
import dev.lockstep.kernel.syscall.Served;
import dev.lockstep.kernel.syscall.SystemCalls;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/**
 * Gives turns to the processes that can run, round-robin: new and woken processes join at the end of the queue, and so
 * does one whose turn is over.
 *
 * <p>A turn is so many retired instructions, exactly, unless the process ends, waits or yields before. A system call
 * that returns counts as one of them; one whose caller was switched out (wait, yield, the child's fork) returns, and
 * counts, at the beginning of the caller's next turn.
 *
 * <p>A process that is the only one would be given turn after turn. As long as it makes no system call, several turns
 * of equal length are given as one, each time twice as many: between two turns translated code is left and entered anew.
 */
public final class Scheduler {
    /** Instructions that are given at once, of one long turn or of several: a fraction of a second. */
    private static final int MOST_JOINED = 1 << 27;

    private final Engine engine;
    private final Profile profile;
    private final long maxSteps;
    private final IntSupplier quanta;
    private final ProcessTable processes;
    private final SystemCalls calls;
    private final HartObserver observer;
    private final OptionalInt every;
    private final boolean endsAtFork;
    private volatile boolean stopped;
    private int lastRun;
    private int joined = 1;
    private long instructions;
    private long switches;

    /** A scheduler. */
    public Scheduler(KernelOptions options, ProcessTable processes, SystemCalls calls, HartObserver observer) {
        engine = options.engine();
        profile = options.profile();
        maxSteps = options.limits().maxSteps();
        quanta = options.schedule().quanta();
        every = options.schedule().every();
        endsAtFork = options.schedule().endsAtFork();
        this.processes = processes;
        this.calls = calls;
        this.observer = observer;
    }

    /** Gives no more turns, as soon as may be; any thread may ask for it. */
    public void stop() {
        stopped = true;
    }

    /** Whether somebody has asked for that. */
    public boolean stopped() {
        return stopped;
    }

    /** Gives turns until no process can run, here or on another hart. */
    public void run() {
        UserProcess process = processes.current();
        while (!stopped) {
            processes.exchange(instructions);
            if (!processes.switchToNext()) {
                if (!processes.await()) {
                    break;
                }
                continue;
            }
            if (processes.slot() != lastRun) {
                switches++;
                lastRun = processes.slot();
            }
            observer.dispatched(process);
            observer.turnOver(process, turn(process));
            if (process.hasEnded()) {
                lastRun = 0;
            } else {
                processes.progressed();
            }
        }
        lastRun = 0;
    }

    /** Instructions retired in all turns. */
    public long instructions() {
        return instructions;
    }

    /** Turns that went to another process than the one before. */
    public long switches() {
        return switches;
    }

    private TurnEnd turn(UserProcess process) {
        int left = quanta.getAsInt();
        if (process.returning()) {
            deliver(process);
            left--;
        }
        while (true) {
            if (process.instructions() >= maxSteps) {
                outOfSteps(process);
                return TurnEnd.ENDED;
            }
            if (left == 0 || stopped) {
                processes.enqueue();
                return TurnEnd.PREEMPTED;
            }
            CpuState cpu = process.cpu();
            left += further();
            int most = Math.min(MOST_JOINED, observer.most(process));
            int budget = (int) Math.min(Math.min(left, most), maxSteps - process.instructions());
            StopReason reason = execute(process, budget);
            left -= budget - cpu.budget;
            if (reason == StopReason.FAULT) {
                observer.faulted(process);
                kill(process, Obituary.signal(cpu.fault.kind()), Obituary.cause(cpu.fault));
                return TurnEnd.ENDED;
            }
            left = ofThisTurn(left);
            // Where the budget ends at a call, the call belongs to the next turn.
            if (reason == StopReason.CALL && cpu.budget > 0) {
                Served served = calls.serve(process);
                switch (served) {
                    case RETURNS -> {
                        returnNow(process);
                        left--;
                    }
                    case FORKED -> {
                        returnNow(process);
                        left = endsAtFork ? 0 : left - 1;
                    }
                    case ANSWERED -> {
                        deliver(process);
                        left--;
                    }
                    case REPLACED -> {
                        // Nothing has retired: the new image goes on with what is left.
                    }
                    case YIELDED -> {
                        processes.enqueue();
                        return TurnEnd.YIELDED;
                    }
                    case WAITS -> {
                        return TurnEnd.WAITS;
                    }
                    case ENDED -> {
                        return TurnEnd.ENDED;
                    }
                }
            }
        }
    }

    /** Instructions of the turns that the only process may be given at once with this one. */
    private int further() {
        if (every.isEmpty() || !processes.isAlone()) {
            joined = 1;
            return 0;
        }
        joined = (int) Math.min(2L * joined, MOST_JOINED / every.getAsInt() + 1);
        return (joined - 1) * every.getAsInt();
    }

    /** What is left of the turn that a process is in, when so much is left of several. */
    private int ofThisTurn(int left) {
        return left == 0 || every.isEmpty() ? left : (left - 1) % every.getAsInt() + 1;
    }

    private StopReason execute(UserProcess process, int budget) {
        CpuState cpu = process.cpu();
        cpu.budget = budget;
        cpu.takeTags();
        StopReason reason = engine.run(cpu);
        process.retired(budget - cpu.budget);
        instructions += budget - cpu.budget;
        observer.executed(process);
        return reason;
    }

    private void returnNow(UserProcess process) {
        process.returnNow(profile, process.cpu().r[0], false);
        instructions++;
        observer.executed(process);
    }

    private void deliver(UserProcess process) {
        process.deliver(profile);
        instructions++;
        observer.executed(process);
    }

    private void outOfSteps(UserProcess process) {
        kill(process, Signal.SIGXCPU, "it has executed " + maxSteps + " instructions, as many as it may");
    }

    private void kill(UserProcess process, Signal signal, String cause) {
        processes.kill(signal, Obituary.of(process, signal, cause));
    }
}
