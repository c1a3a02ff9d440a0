package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.check.BootedMachine;
import dev.lockstep.kernel.check.MachineRunner;
import dev.lockstep.kernel.check.MachineWatch;
import dev.lockstep.kernel.check.ProcessResult;
import dev.lockstep.kernel.check.RunResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs one side of a comparison on the bare machine, watched from outside or not. */
final class MachineSide {
    /** More than any small program takes with whatever the guest kernel does in between. */
    private static final long MOST_MACHINE_INSTRUCTIONS = 20_000_000_000L;

    /** What the guest kernel takes to start, and then for each step, where a limit of steps is lower than that. */
    private static final long TO_START = 200_000_000;

    private static final long FOR_EACH_STEP = 20_000;

    private final Side side;
    private final MachineRunner runner;

    MachineSide(Side side, MachineRunner runner) {
        this.side = side;
        this.runner = runner;
    }

    /** Nobody watches, unless in the profile of the side only that gives its hashes. */
    RunResult run() {
        if (side.profile() != side.program().standardProfile()) {
            return run(stop -> HartObserver.NONE);
        }
        return boot(MachineWatch.NONE);
    }

    /** With an observer of the machine's only hart. */
    RunResult run(Side.Watch watch) {
        StopSign stop = new StopSign();
        HartObserver observer = watch.onHart(stop);
        MachineHart hart = new MachineHart(
                side.started(), side.profile(), observer, MachineEvents.NOBODY, new MachineView(), stop);
        RunResult result = boot(hart);
        return side.profile() == side.program().standardProfile() ? result : rehashed(result, hart);
    }

    /** What was seen from outside in place of what the guest kernel has hashed by its own profile. */
    private RunResult rehashed(RunResult result, MachineHart hart) {
        List<List<ProcessResult>> families = result.families().stream()
                .map(family ->
                        family.stream().map(process -> rehashed(process, hart)).toList())
                .toList();
        return new RunResult(families, result.complaint());
    }

    private ProcessResult rehashed(ProcessResult found, MachineHart hart) {
        Optional<GuestProcess> seen = hart.seen(side.actual(found.path()));
        return seen.map(process -> new ProcessResult(
                        found.path(),
                        found.program(),
                        found.exit(),
                        found.signal(),
                        process.steps(),
                        found.instructions(),
                        process.registerHash(),
                        process.pcHash(),
                        found.progHash(),
                        found.output()))
                .orElse(found);
    }

    /** As {@link Side#follow}. */
    <T extends Lineage.Listener> T follow(String path, boolean stores, Function<Runnable, T> maker) {
        StopSign stop = new StopSign();
        MachineView view = new MachineView();
        T listener = maker.apply(stop);
        Lineage line = new Lineage(side.actual(path), listener);
        LineageObserver observer = new LineageObserver(line, stores, cpu -> view);
        RunResult result = boot(new MachineHart(side.started(), side.profile(), observer, observer, view, stop));
        if (!stop.raised() && !result.complaint().isEmpty()) {
            line.runEnded(result.complaint());
        }
        return listener;
    }

    /** A machine for one run, whose first instruction is next. */
    BootedMachine booted() throws IOException {
        return runner.boot(side.started(), side.spec());
    }

    private RunResult boot(MachineWatch watch) {
        try {
            return runner.run(side.started(), side.spec(), mostInstructions(), watch);
        } catch (IOException e) {
            return new RunResult(List.of(), "a program cannot be read: " + e.getMessage());
        }
    }

    /** How many instructions the machine may retire in one run. */
    long mostInstructions() {
        long maxSteps = side.limits().maxSteps();
        return maxSteps < MOST_MACHINE_INSTRUCTIONS / FOR_EACH_STEP
                ? Math.min(MOST_MACHINE_INSTRUCTIONS, TO_START + FOR_EACH_STEP * maxSteps)
                : MOST_MACHINE_INSTRUCTIONS;
    }
}
