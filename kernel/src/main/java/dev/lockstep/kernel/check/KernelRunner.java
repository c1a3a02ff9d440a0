package dev.lockstep.kernel.check;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.Kernel;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Programs;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.translator.aot.CodeStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Runs programs on our kernel. Thread-safe: each run has a kernel of its own. */
public final class KernelRunner {
    /**
     * Bytes beyond the peak that there are at least where memory is starved: what the kernel wants to be there before it
     * forks, and what is taken for a moment within a system call.
     */
    private static final long SPARE_BYTES = 16 << 10;

    private final KernelSetup setup;
    private final Programs programs;
    private final Optional<Supplier<StoreHasher>> stores;
    private final Set<Kernel> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * A runner.
     *
     * @param maker of the engines of all runs but those that measure
     * @param programs for exec
     */
    public KernelRunner(EngineMaker maker, Programs programs) {
        this(maker, programs, Optional.empty());
    }

    /**
     * A runner that may hash stores too.
     *
     * @param maker of the engines of all runs but those that measure
     * @param programs for exec
     * @param stores makes what hashes the stores of a run
     */
    public KernelRunner(EngineMaker maker, Programs programs, Optional<Supplier<StoreHasher>> stores) {
        setup = new KernelSetup(stores.isEmpty() ? maker : maker.observed());
        this.programs = programs;
        this.stores = stores;
    }

    /**
     * Runs programs side by side until their last process has ended.
     *
     * @param started in this order, the one that it is about first
     * @param spec of a run that is not on the machine; its company is what else is in {@code started}
     * @param limits how much may be used
     * @param store translated code of earlier runs
     */
    public RunResult run(List<CheckedProgram> started, RunSpec spec, Profile profile, Limits limits, CodeStore store) {
        return hashingStores(
                Starts.of(started), setup.options(spec, profile, store).withLimits(limits), Optional.empty());
    }

    /**
     * Runs a program as {@link RunSpec#REFERENCE} says. All its processes together may retire as many instructions as the
     * limits give to each: generations that follow one another for ever come to an end so.
     *
     * @param ordinal of its first image
     */
    Measured reference(CheckedProgram program, int ordinal, Profile profile, Limits limits) {
        KernelOptions options =
                setup.options(RunSpec.REFERENCE, profile, CodeStore.NONE).withLimits(limits);
        StepMeter steps = new StepMeter(options.engines().getFirst(), limits.maxSteps());
        PeakMeter memory = new PeakMeter(steps);
        RunResult result = hashingStores(
                new Starts(List.of(program), ordinal, Optional.of(steps)),
                options.withHarts(List.of(memory)),
                Optional.of(memory));
        return new Measured(result, memory.peak());
    }

    /**
     * A run, and what it took.
     *
     * @param peakBytes memory at one time, in bytes
     */
    record Measured(RunResult result, long peakBytes) {}

    /**
     * What is started.
     *
     * @param programs in this order
     * @param firstOrdinal of the first image
     * @param meter bounds what all their processes together may execute
     */
    private record Starts(List<CheckedProgram> programs, int firstOrdinal, Optional<StepMeter> meter) {
        static Starts of(List<CheckedProgram> programs) {
            return new Starts(programs, 1, Optional.empty());
        }
    }

    private RunResult hashingStores(Starts starts, KernelOptions options, Optional<PeakMeter> meter) {
        Optional<StoreHasher> hasher = stores.map(Supplier::get);
        KernelOptions observed = hasher.isEmpty()
                ? options
                : options.withObservers(hart -> hasher.get().onHart());
        return run(starts, observed, meter, hasher);
    }

    /**
     * The same with somebody who watches each hart, by its number; stores are not hashed.
     *
     * @param observers may call {@link #stop}
     */
    public RunResult run(
            List<CheckedProgram> started,
            RunSpec spec,
            Profile profile,
            Limits limits,
            CodeStore store,
            IntFunction<HartObserver> observers) {
        KernelOptions options = setup.options(spec, profile, store).withLimits(limits);
        return run(Starts.of(started), options.withObservers(observers), Optional.empty(), Optional.empty());
    }

    /**
     * With how little memory programs do the same as with plenty, when they run as a spec says. Some reserve more than they
     * ever use, and the kernel refuses what it could not give: so what they use at most, and a little more, is tried, and more
     * and more beyond it until nothing differs. They are told of plenty. Interpreted and translated they need the same; flat
     * memory is only given where there is twice as much as it takes, so that comes on top.
     *
     * @param spec of a run on one hart
     * @param limits with plenty of memory
     * @return starved of memory, for a run in which what is freed is given out first, and overwritten
     */
    public Limits starved(List<CheckedProgram> started, RunSpec spec, Profile profile, Limits limits) {
        RunSpec plenty = spec.with(Dimension.MEMORY, SpecRules.PLENTY);
        RunSpec interpreted = plenty.with(Dimension.ENGINE, SpecRules.INTERPRETER);
        Measured wanted = measured(started, interpreted, profile, limits);
        long flat = plenty.executor() == RunSpec.Executor.FLAT
                ? Math.max(0, measured(started, plenty, profile, limits).peakBytes() - wanted.peakBytes())
                : 0;
        long spare = SPARE_BYTES;
        while (wanted.peakBytes() + spare < limits.memoryBytes()) {
            long bytes = wanted.peakBytes() + spare;
            if (measured(started, interpreted, profile, limits.starved(bytes))
                    .result()
                    .equals(wanted.result())) {
                return limits.starved(bytes + 2 * flat);
            }
            spare *= 2;
        }
        return limits.starved(limits.memoryBytes());
    }

    private Measured measured(List<CheckedProgram> started, RunSpec spec, Profile profile, Limits limits) {
        KernelOptions options = new KernelSetup(EngineMaker.standard()).options(spec, profile, CodeStore.NONE);
        PeakMeter meter = new PeakMeter(options.engines().getFirst());
        RunResult result = run(
                Starts.of(started),
                options.withLimits(limits).withHarts(List.of(meter)),
                Optional.of(meter),
                Optional.empty());
        return new Measured(result, meter.peak());
    }

    private RunResult run(
            Starts starts, KernelOptions options, Optional<PeakMeter> meter, Optional<StoreHasher> hasher) {
        RunRecorder recorder = new RunRecorder(starts.programs(), starts.firstOrdinal(), hasher);
        try (Kernel kernel = new Kernel(options.withPrograms(programs).withListener(recorder))) {
            recorder.bound(kernel::stop);
            starts.meter().ifPresent(each -> each.stopBy(kernel::stop));
            meter.ifPresent(each -> each.ask(kernel::memoryInUse));
            running.add(kernel);
            try {
                RunOutcome outcome = run(kernel, starts);
                return new RunResult(recorder.families(), complaint(starts, outcome, recorder));
            } finally {
                running.remove(kernel);
            }
        } catch (KernelException e) {
            return new RunResult(recorder.families(), e.getMessage());
        } catch (RuntimeException e) {
            // What an engine throws is a finding about this way of running, and no reason to give up all others.
            return new RunResult(recorder.families(), "internal error: " + e + " at " + e.getStackTrace()[0]);
        }
    }

    private RunOutcome run(Kernel kernel, Starts starts) throws KernelException {
        int ordinal = starts.firstOrdinal();
        for (CheckedProgram program : starts.programs()) {
            for (Image image : program.images()) {
                kernel.startAs(ordinal, image, program.arguments());
                ordinal++;
            }
        }
        if (stopped) {
            kernel.stop();
        }
        return kernel.run();
    }

    private static String complaint(Starts starts, RunOutcome outcome, RunRecorder recorder) {
        Optional<StepMeter> exceeded = starts.meter().filter(StepMeter::exceeded);
        if (exceeded.isPresent()) {
            return "found more than " + exceeded.get().most()
                    + " instructions of its processes together, wanted an end before (--max-steps)";
        }
        if (recorder.endless()) {
            // The kernel may have come to an end before it looked whether it should stop.
            return "it does not end (--max-steps)";
        }
        return switch (outcome) {
            case COMPLETED -> "";
            case STOPPED -> "it was stopped";
            case OUTPUT_CLOSED -> "its output was closed";
            case STUCK -> recorder.lastMessage().orElse("no process can run");
        };
    }

    /** Lets all runs end soon, and those that begin later at once. Any thread may call this. */
    public void stop() {
        stopped = true;
        running.forEach(Kernel::stop);
    }
}
