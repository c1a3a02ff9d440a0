package dev.lockstep.cli.gdb;

import dev.lockstep.kernel.api.PidPath;
import java.util.HashMap;
import java.util.Map;

/** gdb's numbers for processes, from 1 in the order in which they are first seen. They stay the same when the run begins anew. */
final class ThreadNumbers {
    private final Map<PidPath, Integer> numbers = new HashMap<>();

    /** The number of a process. */
    int of(PidPath path) {
        return numbers.computeIfAbsent(path, any -> numbers.size() + 1);
    }
}
