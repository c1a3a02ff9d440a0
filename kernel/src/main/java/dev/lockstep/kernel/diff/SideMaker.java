package dev.lockstep.kernel.diff;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.KernelRunner;
import dev.lockstep.kernel.check.KernelSetup;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.translator.aot.CodeStore;
import java.util.List;
import java.util.Optional;

/**
 * Makes the sides of a comparison with the limits that a check gives such runs. All of them begin cold: what an earlier run
 * left is code without a word to an observer.
 */
public final class SideMaker {
    private final CheckSettings settings;

    /** For runs with the engines and programs of a check. */
    public SideMaker(CheckSettings settings) {
        this.settings = settings;
    }

    /** A program alone, by {@link RunSpec#REFERENCE}, with the engines that are meant. */
    public Side reference(CheckedProgram program, Profile profile) {
        return new Side(
                RunSpec.REFERENCE,
                List.of(program),
                0,
                profile,
                plenty(),
                EngineMaker.standard(),
                settings.exec(),
                () -> CodeStore.NONE,
                Optional.empty());
    }

    /** A program with its company. */
    public Side of(CheckedProgram program, RunSpec spec, Profile profile) {
        return of(settings.programs().started(program, spec, settings.checked()), 0, spec, profile);
    }

    /**
     * A program among others.
     *
     * @param started all of them
     * @param place of the program, from 0
     */
    public Side of(List<CheckedProgram> started, int place, RunSpec spec, Profile profile) {
        Limits limits = plenty();
        if (spec.starved() && !spec.onMachine()) {
            limits = new KernelRunner(settings.maker(), settings.exec()).starved(started, spec, profile, limits);
        }
        return new Side(
                spec,
                started,
                place,
                profile,
                limits,
                settings.maker(),
                settings.exec(),
                () -> CodeStore.NONE,
                settings.machine());
    }

    private Limits plenty() {
        return Limits.STANDARD.withMemoryBytes(KernelSetup.PLENTY_BYTES).withMaxSteps(settings.maxSteps());
    }
}
