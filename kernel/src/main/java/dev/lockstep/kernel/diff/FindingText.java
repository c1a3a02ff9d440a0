package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.diff.FirstDifference.MemoryDifference;
import dev.lockstep.kernel.diff.FirstDifference.Moment;
import dev.lockstep.kernel.diff.FirstDifference.RegisterDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts findings into words. */
public final class FindingText {
    private final String program;
    private final String a;
    private final String b;

    /**
     * For two runs.
     *
     * @param program its name and arguments
     * @param a what the first run is called
     * @param b what the second is called
     */
    public FindingText(String program, String a, String b) {
        this.program = program;
        this.a = a;
        this.b = b;
    }

    /** Lines without their ends. */
    public List<String> lines(Finding finding) {
        return switch (finding) {
            case Finding.Equal equal ->
                List.of(program + ": equal, processes " + equal.processes() + ", steps " + equal.steps());
            case Finding.Unended unended ->
                List.of(program + ": equal as far as the trace goes: " + unended.steps()
                        + " steps; the trace has no end");
            case Finding.Silent silent -> silent(silent);
            case Finding.Unlocated unlocated -> unlocated(unlocated);
            case FirstDifference difference -> difference(difference);
        };
    }

    private List<String> silent(Finding.Silent silent) {
        List<String> lines = new ArrayList<>();
        lines.add(program + process(silent.path()) + ": all steps are equal"
                + (silent.path().isEmpty() ? "" : ", the last common one is " + silent.lastStep())
                + "; only this differs:");
        silent.differences().forEach(words -> lines.add("  " + words));
        lines.addAll(sides());
        return lines;
    }

    private List<String> unlocated(Finding.Unlocated unlocated) {
        List<String> lines = new ArrayList<>();
        lines.add(
                program + process(unlocated.path()) + ": differs, and the step cannot be told: " + unlocated.reason());
        unlocated.differences().forEach(words -> lines.add("  " + words));
        lines.addAll(sides());
        return lines;
    }

    private static String process(String path) {
        return path.isEmpty() ? "" : ", process " + path;
    }

    /** What A and B stand for. */
    private List<String> sides() {
        return List.of("  A: " + a, "  B: " + b);
    }

    private List<String> difference(FirstDifference found) {
        List<String> lines = new ArrayList<>();
        lines.add(program + process(found.path()) + ": the first difference is step " + found.step());
        lines.addAll(sides());
        found.notes().forEach(note -> lines.add("  " + note));
        lines.add("");
        RecordedStep taken = found.taken();
        lines.add("  pc           " + RegisterNames.hex(taken.at()) + place(taken.where()));
        lines.add("  instruction  " + taken.text());
        Optional<RecordedStep> its = found.b().taken();
        if (its.isPresent()
                && (its.get().at() != taken.at() || !its.get().text().equals(taken.text()))) {
            lines.add("  in B         " + RegisterNames.hex(its.get().at()) + " "
                    + its.get().text() + place(its.get().where()));
        }
        registers(found, lines);
        memory(found, lines);
        recent(found, lines);
        lines.add("");
        moment("A", found.a(), lines);
        moment("B", found.b(), lines);
        return lines;
    }

    private static String place(String where) {
        return where.isEmpty() ? "" : " in " + where;
    }

    private static void registers(FirstDifference found, List<String> lines) {
        for (RegisterDifference register : found.registers()) {
            lines.add("  %-12s A %s  B %s".formatted(register.name(), register.a(), register.b()));
            writers(register.writerA(), register.writerB(), lines);
        }
    }

    private static void memory(FirstDifference found, List<String> lines) {
        for (MemoryDifference word : found.memory()) {
            lines.add("  [%s] A %s  B %s%s"
                    .formatted(
                            RegisterNames.hex(word.address()),
                            value(word.a()),
                            value(word.b()),
                            word.differs() ? "" : "  the same now"));
            writers(word.writerA(), word.writerB(), lines);
        }
    }

    private static String value(Optional<Integer> value) {
        return value.map(RegisterNames::hex).orElse("unreadable");
    }

    private static void writers(Optional<Writer> a, Optional<Writer> b, List<String> lines) {
        if (a.equals(b)) {
            lines.add("    last written by " + Writer.text(a));
        } else {
            lines.add("    last written in A by " + Writer.text(a));
            lines.add("    last written in B by " + Writer.text(b));
        }
    }

    private static void recent(FirstDifference found, List<String> lines) {
        lines.add("");
        lines.add("  step       pc          instruction, what changed");
        found.recent().forEach(line -> lines.add(line(" ", line.step(), line.changes())));
        lines.add(moment("A", found.a(), found.step()));
        lines.add(moment("B", found.b(), found.step()));
    }

    private static String moment(String side, Moment moment, long step) {
        return moment.taken().map(taken -> line(side, taken, moment.changes())).orElseGet(() -> "%s %-10d %s"
                .formatted(side, step, moment.end().orElse("not taken")));
    }

    private static String line(String side, RecordedStep step, String changes) {
        return "%s %-10d %s  %-36s %s"
                .formatted(side, step.step(), RegisterNames.hex(step.at()), step.text(), changes)
                .stripTrailing();
    }

    /** What led there; a trace knows nothing of it. */
    private static void moment(String side, Moment moment, List<String> lines) {
        moment.event().ifPresent(event -> lines.add("  last event in " + side + "  " + event));
        if (!moment.rerun().isEmpty()) {
            String shows = moment.rerun().contains(" --trace-text ") ? "to see the step, " : "to just before, ";
            lines.add("  " + shows + side + "  " + moment.rerun());
        }
    }
}
