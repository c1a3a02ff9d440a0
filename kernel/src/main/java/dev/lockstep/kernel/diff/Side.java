package dev.lockstep.kernel.diff;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.Programs;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.KernelRunner;
import dev.lockstep.kernel.check.MachineRunner;
import dev.lockstep.kernel.check.RunResult;
import dev.lockstep.kernel.check.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of two runs that are compared: everything that is needed to do it again, as often as may be.
 *
 * @param spec how it runs
 * @param started all programs, in the order of their starts
 * @param place of the program that is compared, from 0
 * @param profile when step events happen
 * @param limits how much may be used
 * @param maker of its engines
 * @param exec what exec finds
 * @param store the translated code that its runs begin with
 * @param machine the bare machine, where it runs on that
 */
public record Side(
        RunSpec spec,
        List<CheckedProgram> started,
        int place,
        Profile profile,
        Limits limits,
        EngineMaker maker,
        Programs exec,
        StoredCode store,
        Optional<MachineRunner> machine) {
    /** Copies the list. */
    public Side {
        started = List.copyOf(started);
    }

    /** Makes the observer of each hart of a run. */
    @FunctionalInterface
    interface Watch {
        /**
         * The observer of a hart.
         *
         * @param stop ends the run early
         */
        HartObserver onHart(Runnable stop);
    }

    /** The program that is compared. */
    public CheckedProgram program() {
        return started.get(place);
    }

    Family family() {
        int before = started.subList(0, place).stream()
                .mapToInt(each -> each.images().size())
                .sum();
        return new Family(before, program().images().size());
    }

    PidPath actual(String path) {
        return family().actual(path);
    }

    /** Runs with nobody watching. */
    RunResult run() {
        return spec.onMachine() ? machineSide().run() : onKernel(stop -> HartObserver.NONE, false);
    }

    MachineSide machineSide() {
        return new MachineSide(this, machine.orElseThrow());
    }

    /**
     * Runs with an observer that is told every step if it wants to.
     *
     * @param watch makes observers of steps
     */
    RunResult observed(Watch watch) {
        return spec.onMachine() ? machineSide().run(watch) : onKernel(watch, true);
    }

    /** Runs on our kernel, with translated code that tells no steps. */
    RunResult undisturbed(Watch watch) {
        return onKernel(watch, false);
    }

    private RunResult onKernel(Watch watch, boolean observed) {
        KernelRunner runner = new KernelRunner(observed ? maker.observed() : maker, exec);
        return runner.run(started, spec, profile, limits, store.forRun(observed), hart -> watch.onHart(runner::stop));
    }

    /**
     * Runs with a listener for a process and its ancestors, and code that tells every step.
     *
     * @param path of the process, as if the program had been started first
     * @param stores whether stores are told too
     * @param maker makes the listener from what ends the run early
     */
    <T extends Lineage.Listener> T follow(String path, boolean stores, Function<Runnable, T> maker) {
        if (spec.onMachine()) {
            return machineSide().follow(path, stores, maker);
        }
        List<T> listeners = new ArrayList<>();
        List<Lineage> lines = new ArrayList<>();
        onKernel(
                stop -> {
                    // All harts share one line, which goes from one to the other.
                    if (lines.isEmpty()) {
                        listeners.add(maker.apply(stop));
                        lines.add(new Lineage(actual(path), listeners.getFirst()));
                    }
                    return new LineageObserver(lines.getFirst(), stores, SpaceView::new);
                },
                true);
        return listeners.getFirst();
    }
}
