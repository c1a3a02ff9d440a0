package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.api.PidPath;
import java.util.List;

/**
 * The processes of one program among all that run on a kernel.
 *
 * @param before how many processes were started before the program's first
 * @param count how many it has that no process made
 */
record Family(int before, int count) {
    boolean contains(PidPath path) {
        int ordinal = path.ordinal();
        for (PidPath at = path; at.parent().isPresent(); ) {
            at = at.parent().get();
            ordinal = at.ordinal();
        }
        return before < ordinal && ordinal <= before + count;
    }

    /** The path on the kernel of a process that is named as if the program had been started first. */
    PidPath actual(String path) {
        List<Integer> parts =
                List.of(path.split("\\.", -1)).stream().map(Integer::valueOf).toList();
        PidPath actual = PidPath.first(before + parts.getFirst());
        for (int child : parts.subList(1, parts.size())) {
            actual = actual.child(child);
        }
        return actual;
    }
}
