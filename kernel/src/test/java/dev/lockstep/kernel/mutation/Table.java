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
            written, another constant, operator or condition. The whole of Lockstep is loaded once more with it, so the code that
            is tested has no switches for faults. Just before the damage the edited code says so.

            The ways: *plain* is interpreted, alone, turns of 100,000 instructions; each other way differs from it in one dimension:
            *translated* (paged memory), *flat*, *quantum* (turns of 3), *company* (two copies, turns of 17), *harts* (two, and
            every process migrates before every turn of 50; only where nothing else finds the fault, for what meets it there depends
            on the host). All are compared with *plain* in the same damaged Lockstep. *ledger* is
            *plain* compared with what an undamaged one does: it alone finds faults that all ways share. A fault of the bare machine
            is found by the guest kernels, whose output is compared.

            The step is the first difference of the first way in the column before, in the order of the processes' paths. It is
            right because the undamaged Lockstep, run in that way, differs at the same step first, and because: it is the
            instruction that is translated wrongly; or the damage was done just before that step; or so many steps of all
            processes before it, where what was damaged is used. (Where a process goes on wrongly before it takes a step, or never
            takes another, its end is named.)

            | room | fault | place | caught by | named | evidence |
            |---|---|---|---|---|---|
            """;

    private Table() {}

    /** The text with these rows. */
    static String of(List<String> rows) {
        return HEAD + String.join("\n", rows) + "\n\n" + rows.size() + " faults.\n";
    }
}
