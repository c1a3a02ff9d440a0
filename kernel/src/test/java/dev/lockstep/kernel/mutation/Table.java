package dev.lockstep.kernel.mutation;

import java.util.List;

/** The text of {@code docs/MUTATIONS.md}. */
final class Table {
    private static final String HEAD =
            """
            # Faults, and how they are found

            A checker is worth what it catches. Here Lockstep is damaged on purpose, in one place at a time, and a small matrix of
            ways to run a program must find it and name the step. `kernel/src/test/.../mutation` makes this table; a test compares
            it with what is committed. (After a change, copy `kernel/target/MUTATIONS.md` here, and read what has changed.)

            Each fault is an edit of one instruction of a compiled method of Lockstep: a call that is not made, a field that is not
            written, another constant, operator or condition. What can know the edited class is loaded once more with it, so the
            code that is tested has no switches for faults. Just before the damage the edited code says so. (Two edits stand where
            one fault is guarded against by another place.)

            The ways are written as for `lockstep check`, and what they do not say is as in its reference: interpreted, alone, in
            one turn. Most faults of the translator meet the ways *translated* and *flat*, most others *quantum=3* and
            *company=copies,quantum=17*, and some the one that is named. Each way is compared with the reference in the same damaged Lockstep. *ledger* is the reference
            compared with what an undamaged one does: it alone finds faults that all ways share. With *--hash-stores* stores are
            compared too. A fault of the bare machine meets small programs there, in the ways *machine*, under the guest kernel, which is
            not damaged and makes it show; what is wanted is what our own kernel does. Where no step of a process can show a fault of
            the machine, the row says why, and what shows it instead.

            The step is what `lockstep diff` names for the reference and the first of the ways; or, where the reference itself is
            wrong, `lockstep diff --trace` with a trace that an undamaged Lockstep has recorded. It is right because another
            recorder, which knows nothing of that search, finds that the undamaged Lockstep differs at the same step of the same
            process first; and because: it is the instruction with the fault, or the one that uses what was damaged, which is known
            beforehand; or the damage was done just before that step; or so many steps of all processes before it, where what was
            damaged is used. (Where a process goes on wrongly before it takes a step, or never takes another, its end is named.)

            | room | fault | place | caught by | named | evidence |
            |---|---|---|---|---|---|
            """;

    private static final String HARMLESS =
            """

            ## Changes that are none

            What may not matter: the edited code runs, and all ways named here are equal to the reference and to the undamaged
            Lockstep. They show that the checker complains of nothing but faults.

            | room | change | place | equal |
            |---|---|---|---|
            """;

    private Table() {}

    /**
     * The text.
     *
     * @param faults a row for each fault
     * @param harmless a row for each change that must not matter
     */
    static String of(List<String> faults, List<String> harmless) {
        return HEAD + String.join("\n", faults) + "\n\n" + faults.size() + " faults.\n" + HARMLESS
                + String.join("\n", harmless) + "\n";
    }
}
