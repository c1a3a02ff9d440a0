package dev.lockstep.cli;

import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Divergence;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.check.ShellWords;
import dev.lockstep.kernel.diff.CommandWords;
import dev.lockstep.kernel.diff.MachineRerun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The command lines that show both sides of a divergence, to be run from any directory with {@code lockstep} in the PATH. They
 * are for bash, as is whatever has to be quoted.
 *
 * @param settings of the check
 */
record ReplayLines(CheckSettings settings) {
    /** The two runs, then the check that has nothing but the second. */
    List<String> of(Divergence divergence) {
        List<String> lines = new ArrayList<>();
        lines.add(run(RunSpec.REFERENCE, divergence, List.of(divergence.program())));
        RunSpec spec = divergence.spec();
        if (spec.onMachine()) {
            lines.add(boot(divergence));
        } else if (isOneCommandLine(divergence)) {
            lines.add(run(spec, divergence, divergence.started()));
        }
        lines.add(check(divergence));
        return lines;
    }

    private String check(Divergence divergence) {
        List<String> words = new ArrayList<>(List.of("lockstep", "check", "--hash", profile(divergence)));
        if (settings.stores().isPresent()) {
            words.add("--hash-stores");
        }
        words.addAll(List.of("--max-steps", Long.toString(settings.maxSteps())));
        words.addAll(List.of("--matrix", divergence.spec().toString()));
        // The check finds the storm, and its arguments, by itself.
        boolean storm = divergence.spec().company() == RunSpec.Company.STORM;
        (storm ? Stream.of(divergence.program()) : divergence.started().stream())
                .map(CommandWords::word)
                .distinct()
                .forEach(words::add);
        return ShellWords.join(words);
    }

    /** Whether {@code run} can do it: all programs have the same arguments, and there is no limit that a check measures. */
    private static boolean isOneCommandLine(Divergence divergence) {
        List<String> arguments = divergence.started().getFirst().arguments();
        return !divergence.spec().starved()
                && divergence.started().stream()
                        .allMatch(program -> program.arguments().equals(arguments));
    }

    private static String run(RunSpec spec, Divergence divergence, List<CheckedProgram> started) {
        List<String> words =
                new ArrayList<>(List.of("lockstep", "run", "--hash", profile(divergence), "--report", "-"));
        switch (spec.executor()) {
            case INTERPRETER, MACHINE -> words.addAll(List.of("--engine", "interpreter"));
            case TRANSLATED, FLAT ->
                words.addAll(List.of(
                        "--engine",
                        "translated",
                        "--threshold",
                        Integer.toString(EngineMaker.THRESHOLD),
                        "--promotion",
                        spec.promotion().orElseThrow()));
        }
        if (!spec.warm()) {
            words.add("--no-cache");
        }
        words.addAll(List.of("--quantum", spec.schedule().toString()));
        if (spec.harts() > 1) {
            words.addAll(List.of(
                    "--harts",
                    Integer.toString(spec.harts()),
                    "--migrate",
                    spec.migration().toString()));
        }
        started.forEach(program -> words.add(CommandWords.name(program)));
        List<String> arguments = started.getFirst().arguments();
        if (!arguments.isEmpty()) {
            words.add("--");
            words.addAll(arguments);
        }
        return ShellWords.join(words) + " " + CommandWords.NO_INPUT;
    }

    /** The guest kernel is the beginning of an image, and the programs follow it. */
    private String boot(Divergence divergence) {
        Path kernel = settings.machine()
                .orElseThrow()
                .kernel(divergence.started().getFirst().abi().orElseThrow());
        return new MachineRerun(kernel, divergence.started(), divergence.spec()).command(OptionalLong.empty());
    }

    private static String profile(Divergence divergence) {
        return divergence.profile().name().toLowerCase(Locale.ROOT);
    }
}
