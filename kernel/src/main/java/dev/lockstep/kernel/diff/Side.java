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
import dev.lockstep.translator.aot.CodeStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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
 * @param store gives translated code of earlier runs, anew for each run
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
        Supplier<CodeStore> store,
        Optional<MachineRunner> machine) {
    /** More than any small program takes with whatever the guest kernel does in between. */
    private static final long MOST_MACHINE_INSTRUCTIONS = 20_000_000_000L;

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
        if (spec.onMachine()) {
            try {
                return machine.orElseThrow().run(started, spec, MOST_MACHINE_INSTRUCTIONS);
            } catch (IOException e) {
                return new RunResult(List.of(), "a program cannot be read: " + e.getMessage());
            }
        }
        return run(stop -> HartObserver.NONE, false);
    }

    /**
     * Runs on our kernel.
     *
     * @param observed whether translated code tells its steps
     */
    RunResult run(Watch watch, boolean observed) {
        EngineMaker engines =
                observed ? (how, when, code) -> maker.make(how, when, code).observed() : maker;
        KernelRunner runner = new KernelRunner(engines, exec);
        return runner.run(started, spec, profile, limits, store.get(), hart -> watch.onHart(runner::stop));
    }

    /**
     * Runs with a listener for a process and its ancestors, and code that tells every step.
     *
     * @param path of the process, as if the program had been started first
     * @param stores whether stores are told too
     * @param maker makes the listener from what ends the run early
     */
    <T extends Lineage.Listener> T follow(String path, boolean stores, Function<Runnable, T> maker) {
        List<T> listeners = new ArrayList<>();
        List<Lineage> lines = new ArrayList<>();
        run(
                stop -> {
                    // All harts share one line, which goes from one to the other.
                    if (lines.isEmpty()) {
                        listeners.add(maker.apply(stop));
                        lines.add(new Lineage(actual(path), listeners.getFirst()));
                    }
                    return new LineageObserver(lines.getFirst(), stores);
                },
                true);
        return listeners.getFirst();
    }
}
