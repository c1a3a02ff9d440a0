package dev.lockstep.kernel.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the processes of one program in two runs. */
final class Comparison {
    private Comparison() {}

    /**
     * The first process that is not the same.
     *
     * @param path its path
     * @param differences what differs, in words
     */
    record Difference(String path, List<String> differences) {}

    /** The first difference, in the order of the expected processes; then a process that should not be. */
    static Optional<Difference> first(List<ProcessResult> expected, List<ProcessResult> found) {
        Map<String, ProcessResult> byPath = new HashMap<>();
        for (ProcessResult each : found) {
            if (byPath.put(each.path(), each) != null) {
                return Optional.of(new Difference(each.path(), List.of("process: found two ends, wanted one")));
            }
        }
        for (ProcessResult wanted : expected) {
            ProcessResult got = byPath.remove(wanted.path());
            List<String> differences =
                    got == null ? List.of("process: found none that has ended, wanted one") : wanted.differences(got);
            if (!differences.isEmpty()) {
                return Optional.of(new Difference(wanted.path(), differences));
            }
        }
        return byPath.keySet().stream()
                .min(String::compareTo)
                .map(path -> new Difference(path, List.of("process: found one, wanted none")));
    }
}
