package dev.lockstep.kernel.diff;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.KernelRunner;
import dev.lockstep.kernel.check.KernelSetup;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.check.StoreHasher;
import dev.lockstep.kernel.check.WarmCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the sides of a comparison with the limits that a check gives such runs. Those that begin with translated code of a
 * first run have it in the scratch folder of the settings, apart from what a check keeps there.
 */
public final class SideMaker {
    private final CheckSettings settings;
    private final WarmCode plain;

    /** For engines that tell every step: their code is of another flavour, and what others leave is of no use to them. */
    private final WarmCode observed;

    /** For runs with the engines and programs of a check. */
    public SideMaker(CheckSettings settings) {
        this.settings = settings;
        plain = warm("diff", Optional.empty());
        // Such code needs somebody to tell its steps to, and that is whoever hashes stores.
        observed = warm("diff-observed", Optional.of(StoreHashes::new));
    }

    private WarmCode warm(String folder, Optional<Supplier<StoreHasher>> stores) {
        KernelRunner runner = new KernelRunner(settings.maker(), settings.exec(), stores);
        return new WarmCode(settings.scratch().resolve(folder), runner);
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
                StoredCode.NONE,
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
                spec.warm() ? warm(started.getFirst(), spec, profile) : StoredCode.NONE,
                settings.machine());
    }

    /** As in a check, only the program that was started first has been run before. */
    private StoredCode warm(CheckedProgram first, RunSpec spec, Profile profile) {
        return told -> (told ? observed : plain).of(first, spec, profile, plenty());
    }

    private Limits plenty() {
        return Limits.STANDARD.withMemoryBytes(KernelSetup.PLENTY_BYTES).withMaxSteps(settings.maxSteps());
    }
}
