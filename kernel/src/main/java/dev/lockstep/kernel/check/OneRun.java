package dev.lockstep.kernel.check;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.translator.aot.CodeStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Runs one program in one way, and compares each process of all programs that ran with their references. Thread-safe. */
public final class OneRun {
    /** Instructions beyond twice those of the reference that a process may retire before it is killed. */
    private static final long SPARE_INSTRUCTIONS = 100_000;

    /** Machine instructions for each step on the machine, with whatever the guest kernel does in between. */
    private static final long MACHINE_INSTRUCTIONS = 200_000;

    private static final long LEAST_MACHINE_INSTRUCTIONS = 2_000_000_000L;

    private final CheckSettings settings;
    private final KernelRunner runner;
    private final References references;
    private final WarmCode warm;
    private final Limits limits;
    private final Map<String, Limits> starved = new ConcurrentHashMap<>();

    /** For the programs of a check. */
    public OneRun(CheckSettings settings) {
        this.settings = settings;
        runner = new KernelRunner(settings.maker(), settings.exec(), settings.stores());
        limits = Limits.STANDARD.withMemoryBytes(KernelSetup.PLENTY_BYTES).withMaxSteps(settings.maxSteps());
        references =
                new References(new KernelRunner(EngineMaker.standard(), settings.exec(), settings.stores()), limits);
        warm = new WarmCode(settings.scratch(), runner);
    }

    /**
     * A run and its comparison.
     *
     * @param result what came out of it
     * @param divergence the first process that differs; empty where all are equal
     */
    public record Outcome(RunResult result, Optional<Divergence> divergence) {}

    /** What a program does alone, by {@link RunSpec#REFERENCE}. */
    public List<ProcessResult> reference(CheckedProgram program) throws CheckException {
        return references.of(program, settings.profileOf(program)).processes();
    }

    /** Whether the kernel has memory for all of them at one time, whatever they do to each other. */
    boolean fit(List<CheckedProgram> started) throws CheckException {
        long bytes = 0;
        for (CheckedProgram program : started) {
            bytes += references.of(program, settings.profileOf(program)).peakBytes();
        }
        return started.size() == 1 || bytes <= KernelSetup.PLENTY_BYTES;
    }

    /** Steps of its processes together, alone. */
    long steps(CheckedProgram program) throws CheckException {
        return references.of(program, settings.profileOf(program)).steps();
    }

    /**
     * Why a program cannot run on the machine; empty when it can.
     *
     * @param mostSteps that all its processes may take together
     */
    Optional<String> notOnMachine(CheckedProgram program, long mostSteps) throws CheckException {
        if (settings.machine().isEmpty()) {
            return Optional.of("the guest kernel's images are not there");
        }
        Profile profile = settings.profileOf(program);
        Optional<String> reason = program.notOnMachine(profile);
        return reason.isPresent() ? reason : notOnMachine(program, references.of(program, profile), mostSteps);
    }

    /** The programs that can run on the machine. */
    List<CheckedProgram> ableOnMachine(long mostSteps) throws CheckException {
        List<CheckedProgram> able = new ArrayList<>();
        for (CheckedProgram program : settings.checked()) {
            if (notOnMachine(program, mostSteps).isEmpty()) {
                able.add(program);
            }
        }
        return able;
    }

    private static Optional<String> notOnMachine(
            CheckedProgram program, References.Reference reference, long mostSteps) {
        if (reference.killed()) {
            return Optional.of("it has processes that are killed, which the guest kernel does not do");
        }
        if (!program.names().containsAll(reference.names())) {
            return Optional.of("it becomes another program, which the guest kernel would have to hold too");
        }
        return reference.steps() <= mostSteps
                ? Optional.empty()
                : Optional.of("it takes more than " + mostSteps + " steps (a matrix that names engine=machine has it)");
    }

    /**
     * Runs and compares.
     *
     * @throws CheckException when there is no reference, or a file cannot be read
     */
    Outcome run(Check.PlannedRun planned) throws CheckException {
        CheckedProgram program = planned.program();
        RunSpec spec = planned.spec();
        List<CheckedProgram> started = planned.started();
        Profile profile = settings.profileOf(program);
        long most = 0;
        long steps = 0;
        for (CheckedProgram each : started) {
            References.Reference reference = references.of(each, profile);
            most = Math.max(most, reference.mostInstructions());
            steps += reference.steps();
        }
        RunResult result = spec.onMachine()
                ? onMachine(started, spec, steps)
                : onKernel(started, spec, profile, 2 * most + SPARE_INSTRUCTIONS);
        return new Outcome(result, firstDivergence(started, spec, profile, result));
    }

    private RunResult onMachine(List<CheckedProgram> started, RunSpec spec, long steps) throws CheckException {
        try {
            return settings.machine()
                    .orElseThrow()
                    .run(started, spec, LEAST_MACHINE_INSTRUCTIONS + steps * MACHINE_INSTRUCTIONS);
        } catch (IOException e) {
            throw new CheckException(started.getFirst() + ": cannot be read for the machine: " + e.getMessage());
        }
    }

    private RunResult onKernel(List<CheckedProgram> started, RunSpec spec, Profile profile, long maxSteps) {
        Limits bounded = limits.withMaxSteps(maxSteps);
        CodeStore store = spec.warm() ? warm.of(started.getFirst(), spec, profile, bounded) : CodeStore.NONE;
        Limits memory = spec.starved() ? starved(started, spec, profile, bounded) : bounded;
        return runner.run(started, spec, profile, memory, store);
    }

    /**
     * The kernel gives out first what was freed last; so with no more than is needed at one time all is used again and again.
     * How much that is the first run that asks finds out, and others wait for that.
     */
    private Limits starved(List<CheckedProgram> started, RunSpec spec, Profile profile, Limits bounded) {
        RunSpec measured = spec.executor() == RunSpec.Executor.FLAT
                ? spec.with(Dimension.CACHE, "cold")
                : spec.with(Dimension.ENGINE, SpecRules.INTERPRETER);
        String key = started.getFirst() + " " + profile + " " + measured;
        return starved.computeIfAbsent(key, any -> runner.starved(started, measured, profile, bounded));
    }

    private Optional<Divergence> firstDivergence(
            List<CheckedProgram> started, RunSpec spec, Profile profile, RunResult result) throws CheckException {
        int ordinal = 1;
        for (int place = 0; place < started.size(); place++) {
            CheckedProgram program = started.get(place);
            List<ProcessResult> wanted =
                    references.of(program, profile, ordinal).processes();
            ordinal += program.images().size();
            List<ProcessResult> found =
                    place < result.families().size() ? result.families().get(place) : List.of();
            Optional<Comparison.Difference> difference = Comparison.first(wanted, found);
            if (difference.isPresent()) {
                List<String> words = difference.get().differences();
                if (!result.complaint().isEmpty()) {
                    words = Stream.concat(words.stream(), Stream.of("run: " + result.complaint()))
                            .toList();
                }
                return Optional.of(new Divergence(
                        program, profile, spec, started, place, difference.get().path(), words));
            }
        }
        return result.complaint().isEmpty()
                ? Optional.empty()
                : Optional.of(new Divergence(
                        started.getFirst(), profile, spec, started, 0, "", List.of("run: " + result.complaint())));
    }

    /** Lets all runs end soon. Any thread may call this. */
    public void stop() {
        runner.stop();
        references.stop();
        settings.machine().ifPresent(MachineRunner::stop);
    }
}
