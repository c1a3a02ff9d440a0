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
     * Of a finding.
     *
     * @param finding between ways of the same faulty Lockstep
     * @param absolute between the sound and the faulty Lockstep in the same way
     * @param found the faulty run
     */
    static Verdict of(Mutant mutant, Finding finding, Optional<Finding> absolute, Map<String, int[]> found) {
        boolean damaged = found.get("damages")[0] > 0;
        boolean same =
                absolute.filter(other -> other.what().equals(finding.what())).isPresent();
        String step =
                finding.instruction().isEmpty() ? finding.what() : finding.what() + ": `" + finding.instruction() + "`";
        if (!mutant.expected().isEmpty()) {
            boolean fits = finding.instruction().matches(mutant.expected());
            return new Verdict(
                    damaged && same && fits,
                    "",
                    step,
                    mutant.expected().equals(".*")
                            ? "sound run differs there first"
                            : "the instruction with the fault");
        }
        boolean step0 = finding.distance() >= 0;
        String evidence = !step0
                ? "sound run differs there first"
                : finding.distance() == 0
                        ? "the first step after the damage"
                        : finding.distance() + " steps after the damage, where it shows";
        return new Verdict(damaged && same, "", step, evidence);
    }

    /** Of a difference on several harts, where damages have no order among the steps. */
    static Verdict ofHarts(int damages) {
        return new Verdict(
                damages > 0, "", "after a migration, which depends on the host", "plain and other ways agree");
    }

    /** Of what a guest has printed. */
    static Verdict ofOutput(String image, String wanted, String found, int damages) {
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
                differs && damages > 0, differs ? "guest kernel " + image : "nothing", line, "sound run prints it");
    }

    Verdict caughtBy(String ways) {
        return new Verdict(right, ways, step, evidence);
    }
}
