package dev.lockstep.cli;

import dev.lockstep.kernel.check.Check;
import dev.lockstep.kernel.check.Check.Omission;
import dev.lockstep.kernel.check.Dimension;
import dev.lockstep.kernel.check.Divergence;
import dev.lockstep.kernel.check.Tally.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code check} tells at its end.
 *
 * @param check that has ended
 * @param divergence the first one, if there is one
 * @param explanation of it, line by line
 * @param replay the commands that show both sides of it
 * @param ledger what differs from the ledger, line by line
 * @param nanos host time of all runs, in nanoseconds
 */
record CheckReport(
        Check check,
        Optional<Divergence> divergence,
        List<String> explanation,
        ReplayLines replay,
        List<String> ledger,
        long nanos) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int MOST_NAMED = 4;

    /** Whether nothing differs. */
    boolean right() {
        return divergence.isEmpty() && ledger.isEmpty();
    }

    /** How much was compared. */
    static String counts(Check check) {
        Count all = check.tally().all();
        return counted(all.runs(), "run") + ", " + all.processes()
                + (all.processes() == 1 ? " process, " : " processes, ")
                + counted(all.steps(), "step");
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The table, what was not run, what differs; the last line is the verdict. */
    List<String> toText() {
        List<String> lines = new ArrayList<>();
        lines.add("%-12s %-18s %8s %10s %14s".formatted("dimension", "value", "runs", "processes", "steps"));
        for (Dimension dimension : Dimension.values()) {
            check.tally()
                    .of(dimension)
                    .forEach((value, count) -> lines.add("%-12s %-18s %8d %10d %14d"
                            .formatted(dimension.key(), value, count.runs(), count.processes(), count.steps())));
        }
        check.leftOut().forEach(what -> lines.add("left out: " + what));
        omissions().forEach((what, programs) -> lines.add("not run: " + what + programs));
        lines.add(String.format(
                Locale.ROOT, "%.1f s, %.1f million steps hashed a second", seconds(), stepsPerSecond() / 1e6));
        if (divergence.isPresent()) {
            lines.addAll(explanation);
            lines.add("to see it:");
            replay.of(divergence.get()).forEach(line -> lines.add("  " + line));
            lines.add(counts(check) + " equal, 1 run differs");
        } else {
            lines.addAll(ledger);
            lines.add(counts(check) + ": all equal" + (ledger.isEmpty() ? "" : ", but not as the ledger has it"));
        }
        return lines;
    }

    private double seconds() {
        return nanos / NANOS_PER_SECOND;
    }

    private double stepsPerSecond() {
        return nanos == 0 ? 0 : check.tally().all().steps() / seconds();
    }

    /** What was not run and why, with the programs, of many only the first. */
    private Map<String, String> omissions() {
        Map<String, List<Omission>> byReason = check.omitted().stream()
                .collect(Collectors.groupingBy(
                        each -> each.what() + ": " + each.reason() + ": ", LinkedHashMap::new, Collectors.toList()));
        Map<String, String> told = new LinkedHashMap<>();
        byReason.forEach((reason, all) -> told.put(
                reason,
                all.stream()
                                .limit(MOST_NAMED)
                                .map(each -> each.program().words())
                                .collect(Collectors.joining(", "))
                        + (all.size() > MOST_NAMED ? " and " + (all.size() - MOST_NAMED) + " more" : "")));
        return told;
    }

    String toJson() {
        JsonObject dimensions = new JsonObject();
        for (Dimension dimension : Dimension.values()) {
            JsonObject values = new JsonObject();
            check.tally().of(dimension).forEach((value, count) -> values.with(value, json(count)));
            dimensions.with(dimension.key(), values);
        }
        JsonObject json = json(check.tally().all())
                .withNumber("seconds", String.format(Locale.ROOT, "%.3f", seconds()))
                .with("equal", right())
                .with("dimensions", dimensions)
                .with(
                        "leftOut",
                        check.leftOut().stream()
                                .map(what -> new JsonObject().with("what", what))
                                .toList())
                .with(
                        "notRun",
                        check.omitted().stream()
                                .map(each -> new JsonObject()
                                        .with("what", each.what())
                                        .with("program", each.program().words())
                                        .with("reason", each.reason()))
                                .toList())
                .with(
                        "ledger",
                        ledger.stream()
                                .map(line -> new JsonObject().with("difference", line))
                                .toList());
        divergence.ifPresent(found -> json.with(
                "divergence",
                new JsonObject()
                        .with("program", found.program().words())
                        .with("process", found.path())
                        .with("run", found.spec().toString())
                        .with("differences", String.join("; ", found.differences()))
                        .with("explanation", String.join("\n", explanation))
                        .with("commands", String.join("\n", replay.of(found)))));
        return json.toString();
    }

    private static JsonObject json(Count count) {
        return new JsonObject()
                .with("runs", count.runs())
                .with("processes", count.processes())
                .with("steps", count.steps());
    }
}
