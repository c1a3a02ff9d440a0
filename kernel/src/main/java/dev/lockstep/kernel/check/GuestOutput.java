package dev.lockstep.kernel.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the guest kernel has printed, read again: {@code PATH: TEXT} for a line that a process wrote, and {@code PATH ends:
 * code C, S steps, registers R, pcs P, program G} at its end.
 */
final class GuestOutput {
    private static final Pattern ENDS = Pattern.compile("([1-9][0-9.]*) ends: code (-?[0-9]+), ([0-9]+) steps,"
            + " registers ([0-9a-f]{8}), pcs ([0-9a-f]{8}), program ([0-9a-f]{8})");
    private static final Pattern WRITES = Pattern.compile("([1-9][0-9.]*): (.*)", Pattern.DOTALL);

    private final List<Matcher> ends = new ArrayList<>();
    private final Map<String, WrittenOutput.Builder> outputs = new HashMap<>();

    GuestOutput(String text) {
        // Processes may write any byte: only a newline ends a line.
        for (String line : text.split("\n", -1)) {
            Matcher end = ENDS.matcher(line);
            Matcher writes = WRITES.matcher(line);
            if (end.matches()) {
                ends.add(end);
            } else if (writes.matches()) {
                outputs.computeIfAbsent(writes.group(1), path -> new WrittenOutput.Builder())
                        .add(writes.group(2) + "\n");
            }
        }
    }

    /**
     * The processes that come from one that was started.
     *
     * @param ordinal of that one
     * @param asOrdinal what it is to be called instead
     */
    List<ProcessResult> family(int ordinal, int asOrdinal) {
        List<ProcessResult> family = new ArrayList<>();
        for (Matcher end : ends) {
            String path = end.group(1);
            int dot = path.indexOf('.');
            String first = dot < 0 ? path : path.substring(0, dot);
            if (first.equals(Integer.toString(ordinal))) {
                family.add(result(end, asOrdinal + (dot < 0 ? "" : path.substring(dot))));
            }
        }
        return family;
    }

    private ProcessResult result(Matcher end, String path) {
        WrittenOutput output =
                outputs.getOrDefault(end.group(1), new WrittenOutput.Builder()).buildPrinted();
        return new ProcessResult(
                path,
                Optional.empty(),
                Integer.parseInt(end.group(2)),
                Optional.empty(),
                Long.parseLong(end.group(3)),
                OptionalLong.empty(),
                Integer.parseUnsignedInt(end.group(4), 16),
                Integer.parseUnsignedInt(end.group(5), 16),
                Integer.parseUnsignedInt(end.group(6), 16),
                Optional.of(output));
    }
}
