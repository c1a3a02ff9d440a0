package dev.lockstep.kernel.mutation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a fault was found.
 *
 * @param right whether it was found, and nothing speaks against the step that is named
 * @param caughtBy the ways in which it shows
 * @param step that is named
 * @param evidence why that is the right one
 */
record Verdict(boolean right, String caughtBy, String step, String evidence) {
    static final Verdict MISSED = new Verdict(false, "nothing", "", "");

    /**
     * Of a fault that was found.
     *
     * @param named by Lockstep's own search, what and text
     * @param known what the undamaged Lockstep does otherwise, run in the same way
     * @param found the run in which the damage was done
     */
    static Verdict of(Mutant mutant, Map<String, int[]> named, List<Finding> known, Map<String, int[]> found) {
        String what = text(named, World.WHAT);
        Optional<Finding> same =
                known.stream().filter(each -> each.what().equals(what)).findFirst();
        String told = text(named, World.TEXT);
        // Where the process is gone, its code is too.
        String instruction =
                told.startsWith("(") ? same.map(Finding::instruction).orElse(told) : told;
        String step = instruction.isEmpty() ? what : what + ": `" + instruction + "`";
        boolean fits = mutant.expected().isEmpty() || instruction.matches(mutant.expected());
        boolean damaged = found.get(World.DAMAGES)[0] > 0;
        int distance = same.map(Finding::distance).orElse(-1);
        return new Verdict(damaged && same.isPresent() && fits, "", step, evidence(mutant, distance));
    }

    /** Of one that only a comparison of stores finds: the instruction must be the one with the fault. */
    static Verdict ofStores(Mutant mutant, Map<String, int[]> named) {
        String instruction = text(named, World.TEXT);
        return new Verdict(
                named.get(World.DAMAGES)[0] > 0
                        && !mutant.expected().isEmpty()
                        && instruction.matches(mutant.expected()),
                "",
                text(named, World.WHAT) + ": `" + instruction + "`",
                "the instruction with the fault");
    }

    /** Of one in which all steps are the same, and the end of a process is not. */
    static Verdict ofLedger(Finding against, int damages) {
        return new Verdict(damages > 0, "", against.what(), "sound run differs there first");
    }

    private static String evidence(Mutant mutant, int distance) {
        if (!mutant.expected().isEmpty() && !mutant.expected().equals(".*")) {
            return "the instruction with the fault";
        }
        return evidence(distance);
    }

    /** By how many steps the damage lies before the one that is named; negative where it cannot be told. */
    static String evidence(int distance) {
        if (distance < 0) {
            return "sound run differs there first";
        }
        return distance == 0
                ? "the first step after the damage"
                : distance + (distance == 1 ? " step" : " steps") + " after the damage, where it shows";
    }

    private static String text(Map<String, int[]> results, String name) {
        return World.text(results.getOrDefault(name, new int[0]));
    }

    /** Of what a guest has printed. */
    static Verdict ofOutput(Mutant mutant, String wanted, String found, int damages) {
        List<String> lines = found.lines().toList();
        List<String> right = wanted.lines().toList();
        int at = 0;
        while (at < lines.size() && at < right.size() && lines.get(at).equals(right.get(at))) {
            at++;
        }
        boolean differs = !found.equals(wanted);
        String line =
                at < right.size() ? "`" + right.get(at).replace("|", "\\|").strip() + "` is not printed" : "";
        return new Verdict(
                differs && damages > 0 && !mutant.unseen().isEmpty(),
                differs ? "guest kernel " + mutant.program() : "nothing",
                line,
                mutant.unseen());
    }

    Verdict caughtBy(String ways) {
        return new Verdict(right, ways, step, evidence);
    }
}
