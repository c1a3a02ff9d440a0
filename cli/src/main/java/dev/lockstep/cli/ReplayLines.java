package dev.lockstep.cli;

import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Divergence;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.MachineRunner;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.diff.CommandWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The command lines that show both sides of a divergence. */
final class ReplayLines {
    private ReplayLines() {}

    /** The two runs, then the check that has nothing but the second. */
    static List<String> of(Divergence divergence) {
        List<String> lines = new ArrayList<>();
        lines.add(run(RunSpec.REFERENCE, divergence, List.of(divergence.program())));
        RunSpec spec = divergence.spec();
        if (spec.onMachine()) {
            lines.addAll(boot(divergence));
        } else if (isOneCommandLine(divergence)) {
            lines.add(run(spec, divergence, divergence.started()));
        }
        // The check finds the storm, and its arguments, by itself.
        List<CheckedProgram> checked =
                spec.company() == RunSpec.Company.STORM ? List.of(divergence.program()) : divergence.started();
        lines.add("lockstep check --hash " + profile(divergence) + " --matrix " + CommandWords.quoted(spec.toString())
                + " "
                + checked.stream()
                        .map(CheckedProgram::words)
                        .distinct()
                        .map(CommandWords::quoted)
                        .collect(Collectors.joining(" ")));
        return lines;
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
        for (CheckedProgram program : started) {
            words.add(CommandWords.quoted(CommandWords.name(program)));
        }
        List<String> arguments = started.getFirst().arguments();
        if (!arguments.isEmpty()) {
            words.add("--");
            arguments.forEach(argument -> words.add(CommandWords.quoted(argument)));
        }
        return String.join(" ", words);
    }

    private static List<String> boot(Divergence divergence) {
        boolean eqx = divergence.started().getFirst().abi().orElseThrow() == Abi.EQX;
        String files = divergence.started().stream()
                .map(program -> CommandWords.quoted(program.file().toString()))
                .collect(Collectors.joining(" "));
        return List.of(
                "cat kernel/guest/prebuilt/" + (eqx ? "eqos-eqx-bare.img" : "eqos-bare.img") + " " + files
                        + " >check.img",
                "lockstep boot --command-line " + CommandWords.quoted(MachineRunner.commandLine(divergence.spec()))
                        + " check.img");
    }

    private static String profile(Divergence divergence) {
        return divergence.profile().name().toLowerCase(Locale.ROOT);
    }
}
