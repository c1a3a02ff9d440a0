package dev.lockstep.kernel.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs every program in every way of a matrix, several at a time, until all are equal or one is not.
 *
 * <p>First come the reference runs, in {@link #plan}; they decide what can run on the machine, and how much a run may take.
 * Then {@link #run} goes through the plan in its order; the first divergence, by that order, is the one that is told.
 */
public final class Check {
    private static final String TOO_LARGE =
            "all together may need more than " + (KernelSetup.PLENTY_BYTES >> 20) + " MB of memory";

    private final CheckSettings settings;
    private final OneRun oneRun;
    private final List<PlannedRun> plan = new ArrayList<>();
    private final List<Omission> omitted = new ArrayList<>();
    private final Tally tally = new Tally();
    private final AtomicLong done = new AtomicLong();
    private volatile boolean stopped;

    /** A check that has no plan yet. */
    public Check(CheckSettings settings) {
        this.settings = settings;
        oneRun = new OneRun(settings);
    }

    /**
     * One run of the plan.
     *
     * @param program that it is about
     * @param spec how it is run
     * @param started all programs of the run, this one first
     */
    public record PlannedRun(CheckedProgram program, RunSpec spec, List<CheckedProgram> started) {
        /** Copies the list. */
        public PlannedRun {
            started = List.copyOf(started);
        }
    }

    /**
     * Something that was asked for and cannot be run.
     *
     * @param what in the words of a spec
     * @param program that it was asked for
     * @param reason why not
     */
    public record Omission(String what, CheckedProgram program, String reason) {
        @Override
        public String toString() {
            return what + ": " + program + ": " + reason;
        }
    }

    /**
     * Makes the reference runs, and from what they show the plan.
     *
     * @return what will be run
     * @throws CheckException when a program does not come to an end, or nothing can be run
     */
    public List<PlannedRun> plan() throws CheckException {
        inParallel(settings.checked().size(), k -> {
            if (!stopped) {
                oneRun.reference(settings.checked().get(k));
            }
        });
        if (stopped) {
            return List.of();
        }
        Map<CheckedProgram, Long> steps = new HashMap<>();
        for (CheckedProgram program : settings.checked()) {
            steps.put(program, oneRun.steps(program));
        }
        Map<Long, List<CheckedProgram>> ableOnMachine = new HashMap<>();
        for (MatrixPart part : settings.matrix().parts()) {
            ableOnMachine.put(part.mostMachineSteps(), oneRun.ableOnMachine(part.mostMachineSteps()));
        }
        for (CheckedProgram program : settings.checked()) {
            Map<RunSpec, PlannedRun> runs = new LinkedHashMap<>();
            Set<String> tooLarge = new TreeSet<>();
            for (MatrixPart part : settings.matrix().parts()) {
                List<CheckedProgram> able = ableOnMachine.get(part.mostMachineSteps());
                List<CheckedProgram> others =
                        settings.programs().shortest(program, false, settings.checked(), steps::get);
                List<CheckedProgram> othersOnMachine = settings.programs().shortest(program, true, able, steps::get);
                for (RunSpec spec : part.specs(abilities(program, steps.get(program), able))) {
                    List<CheckedProgram> started =
                            settings.programs().started(program, spec, spec.onMachine() ? othersOnMachine : others);
                    if (spec.onMachine() || oneRun.fit(started)) {
                        runs.putIfAbsent(spec, new PlannedRun(program, spec, started));
                    } else {
                        tooLarge.add(spec.value(Dimension.COMPANY).orElseThrow());
                    }
                }
            }
            plan.addAll(runs.values());
            tooLarge.forEach(company -> omitted.add(new Omission("company=" + company, program, TOO_LARGE)));
            omit(program, ableOnMachine.get(settings.matrix().mostMachineSteps()));
        }
        if (plan.isEmpty()) {
            throw new CheckException(
                    "matrix: found no way to run " + settings.checked().getFirst()
                            + (omitted.isEmpty() ? "" : " (" + omitted.getFirst() + ")") + ", wanted one at least");
        }
        return List.copyOf(plan);
    }

    private Matrix.Abilities abilities(CheckedProgram program, long steps, List<CheckedProgram> ableOnMachine) {
        return new Matrix.Abilities() {
            @Override
            public long steps() {
                return steps;
            }

            @Override
            public boolean onMachine() {
                return ableOnMachine.contains(program);
            }

            @Override
            public boolean hasOthers(boolean onMachine) {
                return settings.programs()
                        .hasOthers(program, onMachine, onMachine ? ableOnMachine : settings.checked());
            }

            @Override
            public boolean hasStorm(boolean onMachine) {
                return settings.programs().storm(program, onMachine).isPresent();
            }
        };
    }

    /** Tells what is nowhere in the plan. */
    private void omit(CheckedProgram program, List<CheckedProgram> ableOnMachine) throws CheckException {
        long most = settings.matrix().mostMachineSteps();
        if (settings.matrix().wants(Dimension.ENGINE, SpecRules.MACHINE)) {
            oneRun.notOnMachine(program, most)
                    .ifPresent(reason -> omitted.add(new Omission("engine=machine", program, reason)));
        }
        omitCompany(program, false, settings.checked());
        if (ableOnMachine.contains(program)) {
            omitCompany(program, true, ableOnMachine);
        }
    }

    private void omitCompany(CheckedProgram program, boolean onMachine, List<CheckedProgram> able) {
        String where = onMachine ? "on the machine, company=" : "company=";
        Companions companions = settings.programs();
        if (settings.matrix().wants(Dimension.COMPANY, SpecRules.OTHERS)
                && !companions.hasOthers(program, onMachine, able)) {
            omitted.add(new Omission(where + SpecRules.OTHERS, program, "there is no other program for that"));
        }
        if (settings.matrix().wants(Dimension.COMPANY, SpecRules.STORM)
                && companions.storm(program, onMachine).isEmpty()) {
            omitted.add(new Omission(where + SpecRules.STORM, program, "there is no such program"));
        }
    }

    /** What the matrix leaves out for all programs, as {@link Matrix#leftOut} tells it. */
    public List<String> leftOut() {
        return settings.matrix().leftOut();
    }

    /** Whatever was asked for and is not in the plan. */
    public List<Omission> omitted() {
        return List.copyOf(omitted);
    }

    /**
     * Runs the plan; ends early at a divergence, or when it is stopped.
     *
     * @return the first divergence, if there is one
     * @throws CheckException when a program cannot be run
     */
    public Optional<Divergence> run() throws CheckException {
        AtomicInteger first = new AtomicInteger(Integer.MAX_VALUE);
        AtomicReference<Optional<Divergence>> found = new AtomicReference<>(Optional.empty());
        inParallel(plan.size(), k -> {
            if (stopped || k > first.get()) {
                return;
            }
            OneRun.Outcome outcome = oneRun.run(plan.get(k));
            if (stopped) {
                return;
            }
            if (outcome.divergence().isEmpty()) {
                tally.add(plan.get(k).spec(), outcome.result());
                done.incrementAndGet();
                return;
            }
            synchronized (found) {
                if (k < first.get()) {
                    first.set(k);
                    found.set(outcome.divergence());
                }
            }
        });
        return found.get();
    }

    /** Something for each number. */
    @FunctionalInterface
    private interface Work {
        void on(int number) throws CheckException;
    }

    /**
     * Does it for all numbers below one, on as many threads as there are workers, in their order. What fails because this was
     * stopped is no failure.
     */
    private void inParallel(int count, Work work) throws CheckException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> futures = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(settings.workers())) {
            for (int worker = 0; worker < settings.workers(); worker++) {
                futures.add(pool.submit(() -> {
                    for (int k = next.getAndIncrement(); k < count; k = next.getAndIncrement()) {
                        try {
                            work.on(k);
                        } catch (CheckException | RuntimeException | Error e) {
                            next.set(count);
                            throw e;
                        }
                    }
                    return null;
                }));
            }
        }
        for (Future<?> future : futures) {
            if (!stopped) {
                rethrow(future);
            }
        }
    }

    private static void rethrow(Future<?> future) throws CheckException {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CheckException checked) {
                throw checked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was compared so far, and equal. */
    public Tally tally() {
        return tally;
    }

    /** Runs that were equal so far; any thread may ask. */
    public long done() {
        return done.get();
    }

    /** The reference of each program, as {@link #plan} has found it. */
    public List<ProcessResult> reference(CheckedProgram program) throws CheckException {
        return oneRun.reference(program);
    }

    /** Lets it end soon. Any thread may call this. */
    public void stop() {
        stopped = true;
        oneRun.stop();
    }

    /** Whether somebody did. */
    public boolean stopped() {
        return stopped;
    }
}
