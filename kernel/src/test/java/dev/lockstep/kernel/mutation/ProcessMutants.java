package dev.lockstep.kernel.mutation;

import static dev.lockstep.kernel.mutation.Edit.constant;
import static dev.lockstep.kernel.mutation.Edit.member;
import static dev.lockstep.kernel.mutation.Edit.noCall;
import static dev.lockstep.kernel.mutation.Edit.noStore;
import static dev.lockstep.kernel.mutation.Edit.plus;
import static dev.lockstep.kernel.mutation.Edit.returns;
import static dev.lockstep.kernel.mutation.Edit.unless;
import static java.lang.classfile.Opcode.*;

import dev.lockstep.kernel.ShortPrograms;
import java.util.List;

/** Turns, waits, ends, exec, and processes on their way from one hart to another. */
final class ProcessMutants {
    private static final String FORKS = "fork-tree.elf";
    private static final String COUNTERS = ShortPrograms.COUNTERS;
    private static final String STATUSES = ShortPrograms.STATUSES;
    private static final String NO_HANG = "tests/wait-nohang.elf";
    private static final String WAIT_ANY = "tests/wait-any.elf";
    private static final String RARE = RareInstructions.NAME;
    private static final String PROCESS = "process.UserProcess";
    private static final String WAITS = "process.Waits";
    private static final String PARCEL = "memory.MemoryParcel";

    private ProcessMutants() {}

    static List<Mutant> all() {
        return List.of(
                kernel("a turn ends one instruction late", "scheduler.Scheduler", "turn", plus("getAsInt", 1), FORKS)
                        .in(Way.QUANTUM, Way.COPIES, Way.STORM)
                        .mustNotMatter(),
                kernel("a turn ends one instruction early", "scheduler.Scheduler", "turn", plus("getAsInt", -1), FORKS)
                        .in(Way.QUANTUM, Way.COPIES, Way.STORM)
                        .mustNotMatter(),
                kernel(
                        "what a turn has retired is not counted",
                        "scheduler.Scheduler",
                        "execute",
                        noCall("retired"),
                        COUNTERS),
                kernel(
                                "the exclusive monitor is not saved at a switch",
                                "process.SavedProcessor",
                                "save",
                                noStore().at(9),
                                RARE)
                        .in(new Way("company=copies,quantum=3"))
                        .at("strex.*"),
                kernel(
                                "the address of the monitor is not saved at a switch",
                                "process.SavedProcessor",
                                "save",
                                noStore().at(6),
                                RARE)
                        .in(new Way("company=copies,quantum=3"))
                        .at("strex.*"),
                kernel("the exit code is shifted by 7", WAITS, "answer", constant(8, 7), STATUSES)
                        .at("ldr r4.*"),
                kernel("killed children have exited", "process.ProcessTable", "endRecord", noCall("mark"), STATUSES)
                        .at("ldr r4.*"),
                kernel(
                                "a stray store is a bus error",
                                "process.Obituary",
                                "signal",
                                member("SIGSEGV", "SIGBUS"),
                                STATUSES)
                        .at("ldr r4.*"),
                kernel("a child that has ended later counts already", WAITS, "decide", unless(IFLE, IFGT), NO_HANG),
                kernel("a child that may still end is not waited for", WAITS, "decide", noCall("obstructed"), NO_HANG),
                kernel("the first end that is seen is the first", WAITS, "decideAny", noCall("obstructed"), WAIT_ANY),
                kernel("exec keeps the flags", "process.LoadedImage", "enter", noCall("setCpsr"), ShortPrograms.EXECS),
                kernel("exec keeps the memory", PROCESS, "enter", noCall("enterTables"), ShortPrograms.EXECS),
                harts(
                        "a granule is missing in a parcel",
                        PARCEL,
                        "addGranules",
                        noStore().at(2)),
                harts(
                        "a parcel's pages have no rights",
                        PARCEL,
                        "add",
                        noStore().at(3)),
                harts("pages of a parcel begin at the first one's content", PARCEL, "unpack", noCall("bitCount")),
                harts("changed pages count as the image's", PARCEL, "sameBelow", returns(1)),
                harts("registers are lost on the way", "kernel.process.ProcessRecords", "fill", noCall("arraycopy")),
                harts(
                                "the end of the heap is lost on the way",
                                "kernel.process.ProcessRecords",
                                "fill",
                                noCall("arraycopy").at(2))
                        .by(ShortPrograms.PAGES),
                harts(
                        "an arriving process keeps the tables that it had elsewhere",
                        "kernel.process.ProcessMemory",
                        "give",
                        noCall("set")),
                harts(
                        "an arriving process has no tags of its own",
                        "kernel.process.ProcessMemory",
                        "give",
                        noCall("setLong")),
                harts("VFP registers are lost on the way", "kernel.process.Lodgings", "settle", noCall("ifPresent"))
                        .by(RARE),
                harts(
                                "the end of another hart's process is told as 0",
                                "kernel.process.Post",
                                "hasEnded",
                                noCall("get").at(2))
                        .by(STATUSES)
                        .at("ldr r4.*"));
    }

    private static Mutant kernel(String name, String className, String method, Edit edit, String program) {
        return Mutants.of("kernel", name, "kernel." + className, method, edit, program);
    }

    private static Mutant harts(String name, String className, String method, Edit edit) {
        return Mutants.of("harts", name, className, method, edit, COUNTERS).in(Way.HARTS);
    }
}
