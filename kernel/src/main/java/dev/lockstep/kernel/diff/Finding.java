package dev.lockstep.kernel.diff;

import java.util.List;

/** What a comparison of two runs has found. */
public sealed interface Finding
        permits Finding.Equal, Finding.Unended, Finding.Silent, Finding.Unlocated, FirstDifference {
    /** Whether both runs did the same. */
    default boolean equal() {
        return false;
    }

    /**
     * Nothing differs.
     *
     * @param processes of the program
     * @param steps of all of them; what a child inherited counts for it too
     */
    record Equal(long processes, long steps) implements Finding {
        @Override
        public boolean equal() {
            return true;
        }
    }

    /**
     * Nothing differs as far as a trace goes, which ends without saying that the process has ended.
     *
     * @param steps of the trace, at least 1
     */
    record Unended(long steps) implements Finding {}

    /**
     * All steps of all processes are the same, and something else is not: an exit code, a signal, output, the number of
     * processes.
     *
     * @param path of the first such process; empty where the run as a whole differs
     * @param differences in words
     * @param lastStep the last step that both sides of that process have in common; 0 where there is no such process
     */
    record Silent(String path, List<String> differences, long lastStep) implements Finding {
        /** Copies the list. */
        public Silent {
            differences = List.copyOf(differences);
        }
    }

    /**
     * Steps differ, and which is not known.
     *
     * @param path of the first process that differs; empty where the run as a whole does
     * @param differences in words
     * @param reason why it cannot be told
     */
    record Unlocated(String path, List<String> differences, String reason) implements Finding {
        /** Copies the list. */
        public Unlocated {
            differences = List.copyOf(differences);
        }
    }
}
