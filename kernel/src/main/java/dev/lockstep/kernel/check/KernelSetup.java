package dev.lockstep.kernel.check;

import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.translator.aot.CodeStore;
import java.util.ArrayList;
import java.util.List;

/** Makes a kernel's options, engines included, from a {@link RunSpec}. */
public final class KernelSetup {
    /** Bytes for the processes of one kernel where memory is plenty: several kernels run side by side. */
    public static final long PLENTY_BYTES = 256L << 20;

    private final EngineMaker maker;

    /**
     * A setup with engines of one's own.
     *
     * @param maker called once for each hart of each run
     */
    public KernelSetup(EngineMaker maker) {
        this.maker = maker;
    }

    /**
     * Options for one run: engines, schedule, migration, limits. Programs for exec, console and listener are the caller's to
     * add; so is the limit of memory for a run that is starved of it, which here has plenty.
     *
     * @param spec of a run that is not on the machine
     * @param profile when step events happen
     * @param store translated code of earlier runs, for the first hart
     */
    public KernelOptions options(RunSpec spec, Profile profile, CodeStore store) {
        List<Engine> engines = new ArrayList<>();
        for (int hart = 0; hart < spec.harts(); hart++) {
            engines.add(maker.make(spec, profile, hart == 0 ? store : CodeStore.NONE));
        }
        return KernelOptions.of(engines.getFirst(), profile)
                .withHarts(engines)
                .withSchedule(spec.schedule())
                .withMigration(spec.migration())
                .withLimits(Limits.STANDARD.withMemoryBytes(PLENTY_BYTES));
    }
}
