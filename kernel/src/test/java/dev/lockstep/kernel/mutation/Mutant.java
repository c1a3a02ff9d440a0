package dev.lockstep.kernel.mutation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lockstep with something wrong.
 *
 * @param room where it is: translator, memory, kernel, harts, machine
 * @param name what is wrong, in a few words
 * @param faults one as a rule; two where the one is what the other guards against
 * @param program that meets them
 * @param ways in which it is run, each compared with {@link Way#PLAIN}; the first in which it differs is searched for the step
 * @param expected regular expression for the instruction at the step that must be named; empty where the damage itself tells
 *     the step; for a fault of the machine, of what else must be told in a line of its own
 * @param harmless whether nothing may differ
 * @param unseen why no step can show it, in a few words; empty where one does
 */
record Mutant(
        String room,
        String name,
        List<Fault> faults,
        String program,
        List<Way> ways,
        String expected,
        boolean harmless,
        String unseen) {
    /** Copies the lists. */
    Mutant {
        faults = List.copyOf(faults);
        ways = List.copyOf(ways);
    }

    /** The same, met in these ways. */
    Mutant in(Way... others) {
        return new Mutant(room, name, faults, program, List.of(others), expected, harmless, unseen);
    }

    /** The same with another program. */
    Mutant by(String other) {
        return new Mutant(room, name, faults, other, ways, expected, harmless, unseen);
    }

    /** The same, where this instruction must be named. */
    Mutant at(String instruction) {
        return new Mutant(room, name, faults, program, ways, instruction, harmless, unseen);
    }

    /** The same, and something else is wrong too. */
    Mutant and(String className, String method, Edit edit) {
        List<Fault> both = List.of(faults.getFirst(), new Fault("dev.lockstep." + className, method, edit));
        return new Mutant(room, name, both, program, ways, expected, harmless, unseen);
    }

    /** The same, which no step can show: {@code why}. */
    Mutant unseen(String why) {
        return new Mutant(room, name, faults, program, ways, expected, harmless, why);
    }

    /** The same, where all must be equal. */
    Mutant mustNotMatter() {
        return new Mutant(room, name, faults, program, ways, expected, true, unseen);
    }

    String places() {
        return faults.stream().map(fault -> "`" + fault.place() + "`").collect(Collectors.joining(", "));
    }
}
