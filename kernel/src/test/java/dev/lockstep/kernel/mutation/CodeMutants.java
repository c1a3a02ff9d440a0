package dev.lockstep.kernel.mutation;

import static dev.lockstep.kernel.mutation.Edit.answers;
import static dev.lockstep.kernel.mutation.Edit.constant;
import static dev.lockstep.kernel.mutation.Edit.noCall;
import static dev.lockstep.kernel.mutation.Edit.noStore;

import dev.lockstep.kernel.ShortPrograms;
import java.util.List;

/** Code and constants that are stale, of another program, of another mode; stores that are not told. */
final class CodeMutants {
    private static final String COUNTERS = ShortPrograms.COUNTERS;
    private static final String REWRITES = ShortPrograms.REWRITES;
    private static final String LITERALS = ShortPrograms.LITERALS;
    private static final String SPACE = "translator.TranslatedCodeSpace";

    private CodeMutants() {}

    static List<Mutant> all() {
        return List.of(
                of(
                                "a word that may be stored to is a constant",
                                "translator.ProcessCode",
                                "constant",
                                answers("constant", 1),
                                LITERALS)
                        .in(Way.TRANSLATED, Way.FLAT)
                        .at("ldr r4.*"),
                of("a region stays where it can be entered", SPACE, "drop", noStore(), REWRITES)
                        .in(Way.TRANSLATED, Way.FLAT)
                        .at("mov r0.*"),
                of("calls still go to a region that was dropped", SPACE, "drop", noCall("setTarget"), REWRITES)
                        .in(Way.TRANSLATED, Way.FLAT)
                        .at("mov r0.*"),
                of("a store over a region does not drop it", SPACE, "invalidate", answers("overlaps", 0), REWRITES)
                        .in(Way.TRANSLATED, Way.FLAT)
                        .at("mov r0.*"),
                of("a store over decoded code keeps it", "cpu.CodeSpace", "afterStore", noCall("drop"), REWRITES)
                        .at("mov r0.*"),
                of(
                                "a store over code is not noticed",
                                "cpu.LoadStoreUnit",
                                "storeSlow",
                                noCall("codeChanged"),
                                REWRITES)
                        .at("mov r0.*"),
                of(
                                "what was fetched stays after a store over it",
                                "cpu.LoadStoreUnit",
                                "codeChanged",
                                noCall("forgetFetched"),
                                REWRITES)
                        .at("mov r0.*"),
                of(
                        "exec keeps the code",
                        "kernel.process.UserProcess",
                        "enter",
                        noCall("replaceImage"),
                        ShortPrograms.EXECS),
                of(
                                "registers stay in translated code",
                                "translator.linkage.Crossing",
                                "leave",
                                noStore().at(7),
                                COUNTERS)
                        .in(new Way("engine=translated,quantum=50")),
                of(
                                "STRH in flat memory stores a byte",
                                "translator.codegen.MemoryEmitter",
                                "store",
                                constant(I2S_CODE, I2B_CODE),
                                COUNTERS)
                        .in(Way.FLAT.withStores())
                        .at("strh.*"),
                of(
                                "the stores of flat code are not told",
                                "translator.linkage.GuestMemory",
                                "toldFlat",
                                noCall("stored"),
                                COUNTERS)
                        .in(Way.FLAT.withStores())
                        .at("strb.*"));
    }

    /** JVM opcodes, as the translator's emitters name them. */
    private static final int I2B_CODE = 145;

    private static final int I2S_CODE = 147;

    private static Mutant of(String name, String className, String method, Edit edit, String program) {
        return Mutants.of(
                className.startsWith("translator") ? "translator" : className.startsWith("cpu") ? "memory" : "kernel",
                name,
                className,
                method,
                edit,
                program);
    }
}
