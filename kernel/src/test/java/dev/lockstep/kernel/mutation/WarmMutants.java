package dev.lockstep.kernel.mutation;

import static dev.lockstep.kernel.mutation.Edit.answers;
import static dev.lockstep.kernel.mutation.Edit.noCall;
import static dev.lockstep.kernel.mutation.Edit.operator;
import static dev.lockstep.kernel.mutation.Edit.plus;
import static java.lang.classfile.Opcode.IAND;
import static java.lang.classfile.Opcode.IOR;

import dev.lockstep.kernel.ShortPrograms;
import java.util.List;

/**
 * Stored code that does not fit. Each row is also run cold, where nothing may differ.
 *
 * <p>Most places guard against each other: a program's code is stored under its content, a process that changes its code leaves
 * what was stored for the image behind, and what is stored is compared with memory before it is entered. So one of these alone
 * must not matter, and two are a fault. What is not here no program can show:
 *
 * <ul>
 *   <li>A region entered where it has no entry: it begins with a switch on the address, and hands back what it does not know.
 *   <li>A store over a pending region that does not discard it: the process leaves the image's code space with that store,
 *       whatever the space does about it; and were it to stay, the comparison would still be to come.
 *   <li>Code of another flavour: all runs of a side have one profile, and code that tells its steps does the same as code that
 *       tells none, so that nothing differs but what an observer hears.
 *   <li>Another program's body or class under the right key, which fails to load.
 * </ul>
 */
final class WarmMutants {
    private static final String CACHE = "translator.aot.CodeCache";
    private static final String PENDING = "translator.PendingRegion";
    private static final String ARCHIVE = "translator.aot.RegionArchive";
    private static final Way[] ALL = {Way.TRANSLATED, Way.FLAT, Way.WARM, Way.WARM_FLAT};

    private WarmMutants() {}

    static List<Mutant> all() {
        return List.of(
                ofOther("stored code of another program is taken unread")
                        .and(PENDING, "run", answers("matches", 1))
                        .at("b(ne|pl).*"),
                ofOther("the last halfword of another program's stored code is not compared")
                        .and(PENDING, "matches", plus("bytes", -2).at(2))
                        .at("b(ne|pl).*"),
                changed("stored code is that of a process which has changed it, and is taken unread")
                        .and(PENDING, "run", answers("matches", 1))
                        .at("mov r0.*"),
                of(
                                "stored code is taken for big-endian data",
                                ARCHIVE,
                                "read",
                                plus("getInt", 2).at(5),
                                ShortPrograms.ORDERS)
                        .at("ldr r4.*"),
                ofOther("stored code of another program is looked at").mustNotMatter(),
                changed("code that a process has changed is stored as its image's")
                        .mustNotMatter(),
                of(
                                "each piece of stored code counts as an entry",
                                ARCHIVE,
                                "extents",
                                operator(IAND, IOR),
                                ShortPrograms.COUNTERS)
                        .in(Way.WARM, Way.WARM_TURNS)
                        .mustNotMatter());
    }

    /** All programs share what is stored. */
    private static Mutant ofOther(String name) {
        return of(name, CACHE, "program", noCall("of"), ShortPrograms.TWINS);
    }

    /** A process that changes its code stays with the others of its image. */
    private static Mutant changed(String name) {
        return of(name, "cpu.CodeSpace", "afterStore", answers("isShared", 0), ShortPrograms.CHANGES);
    }

    private static Mutant of(String name, String className, String method, Edit edit, String program) {
        return Mutants.of("translator", name, className, method, edit, program).in(ALL);
    }
}
