package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.check.ProcessResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One run of each side, compared process by process.
 *
 * @param a what is wanted
 * @param b what is found
 */
record Surveys(Survey a, Survey b) {
    /** All processes that differ, by path in the order of paths, with what differs in words. */
    Map<String, List<String>> differences() {
        Map<String, ProcessResult> wanted = a.processes();
        Map<String, ProcessResult> found = b.processes();
        Map<String, ProcessResult> all = new TreeMap<>(Surveys::byPath);
        all.putAll(wanted);
        all.putAll(found);
        Map<String, List<String>> differences = new LinkedHashMap<>();
        for (String path : all.keySet()) {
            List<String> words = new ArrayList<>();
            if (!found.containsKey(path)) {
                words.add("process: found none that has ended, wanted one");
            } else if (!wanted.containsKey(path)) {
                words.add("process: found one, wanted none");
            } else {
                words.addAll(wanted.get(path).differences(found.get(path)));
                if (!a.storeHash(path).equals(b.storeHash(path))) {
                    words.add("store-hash: found " + hash(b, path) + ", wanted " + hash(a, path));
                }
            }
            if (!words.isEmpty()) {
                differences.put(path, words);
            }
        }
        return differences;
    }

    private static String hash(Survey survey, String path) {
        return survey.storeHash(path).map(RegisterNames::hex).orElse("none");
    }

    private static int byPath(String one, String other) {
        String[] ones = one.split("\\.", -1);
        String[] others = other.split("\\.", -1);
        for (int k = 0; k < Math.min(ones.length, others.length); k++) {
            int order = Integer.compare(Integer.parseInt(ones[k]), Integer.parseInt(others[k]));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ones.length, others.length);
    }

    /** What differs about the runs as wholes. */
    List<String> complaints() {
        String wanted = a.result().complaint();
        String found = b.result().complaint();
        return wanted.equals(found) ? List.of() : List.of("run: found " + end(found) + ", wanted " + end(wanted));
    }

    private static String end(String complaint) {
        return complaint.isEmpty() ? "an end" : "'" + complaint + "'";
    }

    boolean equal() {
        return differences().isEmpty() && complaints().isEmpty();
    }

    /** Whether some step of a process is not the same, as far as its hashes tell, or is there on one side only. */
    boolean stepsDiffer(String path) {
        ProcessResult wanted = a.processes().get(path);
        ProcessResult found = b.processes().get(path);
        if (wanted == null || found == null) {
            OptionalLong mine = a.steps(path);
            OptionalLong its = b.steps(path);
            boolean told = mine.isPresent() && its.isPresent();
            return told ? !mine.equals(its) : (wanted == null) != (found == null);
        }
        return wanted.steps() != found.steps() || hashesDiffer(path);
    }

    /** Whether it is told how many steps a process took that has not ended. */
    boolean tellsSteps() {
        return a.reached().isPresent() && b.reached().isPresent();
    }

    /** How much there is to compare of a process: 2 where it has ended on both sides, 1 where it has taken steps, else 0. */
    int extent(String path) {
        if (a.processes().containsKey(path) && b.processes().containsKey(path)) {
            return 2;
        }
        return lastCommonStep(path) > 0 ? 1 : 0;
    }

    /** Whether a process that both sides have has other hashes; else only its steps may have been counted otherwise. */
    boolean hashesDiffer(String path) {
        ProcessResult wanted = a.processes().get(path);
        ProcessResult found = b.processes().get(path);
        return wanted != null
                && found != null
                && (wanted.regHash() != found.regHash()
                        || wanted.pcHash() != found.pcHash()
                        || !a.storeHash(path).equals(b.storeHash(path)));
    }

    /** Where the two runs of a process part: at the latest where one of them ends. */
    StepInterval parting(String path) {
        long wanted = steps(a, path);
        long found = steps(b, path);
        boolean ended = wanted > 0 && found > 0;
        long last = wanted == found || !ended ? Math.max(wanted, found) : Math.min(wanted, found) + 1;
        return HashChain.parting(a.chain(path), b.chain(path), last);
    }

    private static long steps(Survey survey, String path) {
        return survey.steps(path).orElse(0);
    }

    /** The last step that both sides of a process have. */
    long lastCommonStep(String path) {
        return path.isEmpty() ? 0 : Math.min(steps(a, path), steps(b, path));
    }
}
