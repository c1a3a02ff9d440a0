package dev.lockstep.kernel.check;

import dev.lockstep.equivalence.Profile;
import java.util.List;

/**
 * A process that was not the same in two runs: in the one of its program alone by {@link RunSpec#REFERENCE}, and in another.
 *
 * @param program whose process it is
 * @param profile in which both runs hashed
 * @param spec of the other run
 * @param started all programs of the other run, in the order of their starts
 * @param place of the program among these, from 0
 * @param path of the first process that differs, as if its program had been the first; empty where the run as a whole failed
 * @param differences what differs, each in words, at least one
 */
public record Divergence(
        CheckedProgram program,
        Profile profile,
        RunSpec spec,
        List<CheckedProgram> started,
        int place,
        String path,
        List<String> differences) {
    /** Copies the lists. */
    public Divergence {
        started = List.copyOf(started);
        differences = List.copyOf(differences);
    }
}
