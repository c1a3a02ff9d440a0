package dev.lockstep.kernel.diff;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Dimension;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.RunSpec.Executor;
import dev.lockstep.kernel.check.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Says how a side is run by hand. */
final class Rerun {
    /** Steps that are shown before the one that is meant. */
    private static final int RECENT = 16;

    private final Side side;

    Rerun(Side side) {
        this.side = side;
    }

    /**
     * A command line that ends just before a step where that can be had exactly: a limit of instructions is one for all
     * processes, so there must be no other; and steps must be instructions. Elsewhere one that shows the step and those before
     * it as text. Empty where programs have different arguments, which one command line cannot say.
     *
     * @param path of the process, as if the program had been started first
     * @param step its number, from 1
     * @param forked whether there are other processes that a process has made
     */
    String command(String path, long step, boolean forked) {
        if (!CommandWords.sameArguments(side.started())) {
            return "";
        }
        boolean alone = side.started().size() == 1 && side.program().images().size() == 1 && !forked;
        boolean limited = alone && side.profile() == Profile.FULL && step > 1;
        List<String> words = new ArrayList<>(List.of("lockstep", "run", "--engine"));
        boolean interpreted = side.spec().executor() == Executor.INTERPRETER;
        words.add(interpreted ? "interpreter" : "translated");
        if (!interpreted) {
            words.addAll(List.of("--threshold", Integer.toString(EngineMaker.THRESHOLD)));
            words.addAll(List.of("--promotion", side.spec().promotion().orElseThrow()));
            if (!side.spec().warm()) {
                words.add("--no-cache");
            }
        }
        if (side.profile() != Profile.FULL) {
            words.addAll(List.of("--hash", side.profile().name().toLowerCase(Locale.ROOT)));
        }
        String quantum = side.spec().value(Dimension.QUANTUM).orElseThrow();
        words.addAll(List.of("--quantum", quantum.equals("huge") ? Integer.toString(Integer.MAX_VALUE) : quantum));
        if (side.spec().harts() > 1) {
            words.addAll(List.of("--harts", Integer.toString(side.spec().harts())));
            Migration migration = side.spec().migration();
            words.addAll(List.of("--migrate", migration.name().toLowerCase(Locale.ROOT)));
        }
        side.limits().starvedBytes().ifPresent(bytes -> words.addAll(List.of("--starve", Long.toString(bytes))));
        if (limited) {
            words.addAll(List.of("--max-steps", Long.toString(step - 1), "--report", "-"));
        } else {
            words.addAll(List.of("--trace-text", "-", "--trace-filter"));
            words.add("process=" + side.actual(path) + ",step=" + Math.max(1, step - RECENT) + "-" + step);
        }
        words.addAll(programs());
        return ShellWords.join(words) + " " + CommandWords.NO_INPUT;
    }

    private Stream<String> names() {
        return side.started().stream().map(CommandWords::name);
    }

    private List<String> programs() {
        List<String> words = new ArrayList<>();
        boolean same = side.started().stream().distinct().count() == 1;
        if (same && side.started().size() > 1) {
            words.addAll(List.of("--copies", Integer.toString(side.started().size())));
        }
        (same ? names().limit(1) : names()).forEach(words::add);
        CheckedProgram program = side.program();
        if (!program.arguments().isEmpty()) {
            words.add("--");
            words.addAll(program.arguments());
        }
        return words;
    }
}
