package dev.lockstep.kernel.mutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges faults of the bare machine by small programs that run under the guest kernel there, step by step against our kernel. */
final class MachineTrial {
    private final Map<String, Map<String, int[]>> known = new HashMap<>();

    /** Whether it can judge a fault: others are told by what a guest kernel prints. */
    static boolean judges(Mutant mutant) {
        return mutant.room().equals("machine") && mutant.program().endsWith(".bin");
    }

    /** What the unedited Lockstep does. */
    private Map<String, int[]> sound(String spec, String program) {
        return known.computeIfAbsent(
                spec + " " + program,
                any -> new MutantLoader(List.of()).world(MachineWorld.class).apply(spec, program));
    }

    /** What differs between the unedited machine and the unedited kernel, in the ways of a fault. */
    List<Finding> withoutFault(Mutant mutant) {
        Map<String, int[]> wanted = sound(MachineWorld.KERNEL, mutant.program());
        return mutant.ways().stream()
                .flatMap(way -> Finding.all(mutant.program(), wanted, sound(way.text(), mutant.program())).stream())
                .toList();
    }

    /** In each of its ways the step must be right; the first one's is told. */
    Verdict judge(Mutant mutant) {
        var world = new MutantLoader(mutant.faults()).world(MachineWorld.class);
        List<Verdict> verdicts = new ArrayList<>();
        for (Way way : mutant.ways()) {
            Map<String, int[]> found = world.apply(way.text(), mutant.program());
            verdicts.add(mutant.unseen().isEmpty() ? ofSteps(mutant, found) : ofTurns(mutant, way, found));
        }
        Verdict first = verdicts.getFirst();
        String words = mutant.ways().stream().map(Way::toString).collect(Collectors.joining("; "));
        return new Verdict(verdicts.stream().allMatch(Verdict::right), words, first.step(), first.evidence());
    }

    /** Every step of the run is compared with the sound kernel's, with no search. */
    private Verdict ofSteps(Mutant mutant, Map<String, int[]> found) {
        String what = text(found, World.WHAT);
        Map<String, int[]> wanted = sound(MachineWorld.KERNEL, mutant.program());
        Optional<Finding> same = Finding.all(mutant.program(), wanted, found).stream()
                .filter(each -> each.what().equals(what))
                .findFirst();
        Optional<String> told = text(found, MachineWorld.LINES)
                .lines()
                .map(String::strip)
                .filter(line -> line.matches(mutant.expected()))
                .findFirst();
        boolean right = found.get(World.DAMAGES)[0] > 0 && same.isPresent() && told.isPresent();
        String evidence = Verdict.evidence(same.map(Finding::distance).orElse(-1));
        return new Verdict(
                right,
                "",
                what + ": `" + text(found, World.TEXT) + "`",
                evidence
                        + told.map(line -> "; `diff` tells: "
                                        + line.replaceAll(" +", " ").replaceAll(" [(].*", ""))
                                .orElse(""));
    }

    /** No step differs, and none may: what differs is when turns end. */
    private Verdict ofTurns(Mutant mutant, Way way, Map<String, int[]> found) {
        Map<String, int[]> right = sound(way.text(), mutant.program());
        boolean equal = found.containsKey(MachineWorld.EQUAL)
                && Finding.all(mutant.program(), sound(MachineWorld.KERNEL, mutant.program()), found)
                        .isEmpty();
        String turn = right.keySet().stream()
                .filter(name -> name.startsWith(StepLog.TURNS))
                .flatMap(name -> turn(name, right.get(name), found.getOrDefault(name, new int[0])).stream())
                .findFirst()
                .orElse("");
        boolean told = equal && found.get(World.DAMAGES)[0] > 0 && turn.matches(mutant.expected());
        return new Verdict(told, "", turn, mutant.unseen());
    }

    private static Optional<String> turn(String name, int[] right, int[] found) {
        int at = Arrays.mismatch(right, found);
        if (at < 0) {
            return Optional.empty();
        }
        if (at >= right.length) {
            // Turns more than there should be.
            return Optional.of("%s turn %d: ends after step %d".formatted(path(name), at + 1, found[at]));
        }
        return Optional.of(
                at < found.length
                        ? "%s turn %d: ends after step %d, %d steps late"
                                .formatted(path(name), at + 1, found[at], found[at] - right[at])
                        : "%s turn %d: does not end after step %d, nor later".formatted(path(name), at + 1, right[at]));
    }

    private static String path(String name) {
        return name.substring(StepLog.TURNS.length());
    }

    private static String text(Map<String, int[]> results, String name) {
        return World.text(results.getOrDefault(name, new int[0]));
    }
}
