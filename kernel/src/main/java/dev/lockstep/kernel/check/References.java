package dev.lockstep.kernel.check;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The reference run of each program in each profile and place that is asked for: made once. Thread-safe.
 *
 * <p>The place matters, as a program may ask for its number among those that were started, and print it.
 */
final class References {
    private final KernelRunner runner;
    private final Limits limits;
    private final Map<Key, Reference> known = new ConcurrentHashMap<>();

    private record Key(String words, Profile profile, int ordinal) {}

    /**
     * What a program does.
     *
     * @param processes all of them
     * @param mostInstructions that one of them retired
     * @param killed whether one was killed
     * @param peakBytes memory that they took at one time, in bytes
     */
    record Reference(List<ProcessResult> processes, long mostInstructions, boolean killed, long peakBytes) {
        /** Steps of all processes together. */
        long steps() {
            return processes.stream().mapToLong(ProcessResult::steps).sum();
        }

        /** The names of the images that they ran last. */
        Set<String> names() {
            return processes.stream()
                    .flatMap(process -> process.program().stream())
                    .collect(Collectors.toSet());
        }
    }

    /**
     * References that are made when they are asked for.
     *
     * @param limits of each reference run
     */
    References(KernelRunner runner, Limits limits) {
        this.runner = runner;
        this.limits = limits;
    }

    /**
     * The reference of a program that is the first.
     *
     * @throws CheckException when its run does not come to an end
     */
    Reference of(CheckedProgram program, Profile profile) throws CheckException {
        return of(program, profile, 1);
    }

    /**
     * The same as if others had been started before.
     *
     * @param ordinal of its first image, at least 1
     */
    Reference of(CheckedProgram program, Profile profile, int ordinal) throws CheckException {
        Key key = new Key(program.words(), profile, ordinal);
        Reference reference = known.get(key);
        if (reference == null) {
            reference = make(program, profile, ordinal);
            known.put(key, reference);
        }
        return reference;
    }

    private Reference make(CheckedProgram program, Profile profile, int ordinal) throws CheckException {
        KernelRunner.Measured measured = runner.reference(program, ordinal, profile, limits);
        RunResult result = measured.result();
        if (!result.complaint().isEmpty()) {
            throw new CheckException(program + ": " + result.complaint());
        }
        List<ProcessResult> processes = result.families().getFirst();
        for (ProcessResult process : processes) {
            if (process.signal().filter(Signal.SIGXCPU.name()::equals).isPresent()) {
                throw new CheckException(program + ": process " + process.path() + ": found more than "
                        + limits.maxSteps() + " instructions, wanted an end before (--max-steps)");
            }
        }
        return new Reference(
                processes,
                processes.stream()
                        .mapToLong(process -> process.instructions().orElse(0))
                        .max()
                        .orElse(0),
                processes.stream().anyMatch(process -> process.signal().isPresent()),
                measured.peakBytes());
    }

    void stop() {
        runner.stop();
    }
}
