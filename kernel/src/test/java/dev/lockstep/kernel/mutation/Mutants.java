package dev.lockstep.kernel.mutation;

import static dev.lockstep.kernel.mutation.Edit.callOf;
import static dev.lockstep.kernel.mutation.Edit.constant;
import static dev.lockstep.kernel.mutation.Edit.noCall;
import static dev.lockstep.kernel.mutation.Edit.noPut;
import static dev.lockstep.kernel.mutation.Edit.noStore;
import static dev.lockstep.kernel.mutation.Edit.returns;
import static dev.lockstep.kernel.mutation.Edit.text;
import static dev.lockstep.kernel.mutation.Edit.unless;
import static java.lang.classfile.Opcode.*;

import dev.lockstep.kernel.ShortPrograms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All faults, room by room. */
final class Mutants {
    private static final String RARE = RareInstructions.NAME;
    private static final String FORKS = "fork-tree.elf";
    private static final String WAITS = "tests/wait-any.elf";

    /** JVM opcodes, as the translator's emitters name them. */
    private static final int NOP_CODE = 0;

    private static final int ICONST_1_CODE = 4;
    private static final int ICONST_2_CODE = 5;
    private static final int IADD_CODE = 96;
    private static final int ISUB_CODE = 100;
    private static final int IOR_CODE = 128;
    private static final int IXOR_CODE = 130;
    private static final int I2B_CODE = 145;
    private static final int IF_ICMPGE_CODE = 162;
    private static final int IF_ICMPLT_CODE = 161;
    private static final int IF_ICMPGT_CODE = 163;
    private static final int IF_ICMPLE_CODE = 164;

    private static final List<String> ROOMS = List.of("translator", "memory", "kernel", "harts", "machine");

    private final List<Mutant> all = new ArrayList<>();

    private Mutants() {
        translator();
        memory();
        kernel();
        all.addAll(MachineMutants.all());
    }

    static List<Mutant> all() {
        List<Mutant> every = new ArrayList<>(new Mutants().all);
        every.addAll(MemoryMutants.all());
        every.addAll(CodeMutants.all());
        every.addAll(ProcessMutants.all());
        every.addAll(WarmMutants.all());
        every.sort(Comparator.comparingInt(mutant -> ROOMS.indexOf(mutant.room())));
        return every;
    }

    private void translator() {
        String instructions = "codegen.InstructionEmitter";
        emitter("the lower half of a long result goes to RdHi", instructions, "longResult", callOf("rn", "rd"), LONG);
        emitter("the upper half of a long result is shifted by 31", instructions, "longResult", constant(32, 31), LONG);
        emitter(
                "SBC and RSC borrow two",
                instructions,
                "difference",
                constant(ICONST_1_CODE, ICONST_2_CODE),
                "(sbc|rsc).*");
        emitter(
                "ADC subtracts the carry",
                instructions,
                "sum",
                constant(IADD_CODE, ISUB_CODE).at(2),
                "adc.*");
        emitter("EOR is OR", instructions, "logical", constant(IXOR_CODE, IOR_CODE), "(eor|teq).*");
        emitter("ORR is EOR", instructions, "logical", constant(IOR_CODE, IXOR_CODE), "orr.*");
        emitter(
                "logical instructions leave N and Z",
                instructions,
                "logical",
                noCall("setResult"),
                "(movs|orrs|tst|lsrs).*");
        emitter("logical instructions leave C", instructions, "logical", noCall("setCarry"), "(movs|orrs|tst|lsrs).*");
        emitter("REVSH is REV16", instructions, "emit", text("revsh", "rev16"), "revsh.*");
        emitter("USAD8 adds halves", instructions, "emit", text("usad8", "addHalves"), "usad8.*");
        emitter(
                "CLZ counts from the other side",
                instructions,
                "emit",
                text("numberOfLeadingZeros", "numberOfTrailingZeros"),
                "clz.*");
        emitter(
                "LDRSB extends with zeros",
                instructions,
                "emit",
                constant(I2B_CODE, NOP_CODE).at(3),
                "ldrsb.*");
        emitter("parallel arithmetic leaves GE", instructions, "parallel", noPut("statusChanged"), "uadd8.*");
        emitter("the upper halves of a DSP multiply are shifted by 8", instructions, "half", constant(16, 8), "smla.*");
        room(
                "translator",
                "a literal is taken from the wrong address",
                "translator.analysis.Registers",
                "literal",
                noCall("pipeline"),
                RARE,
                "ldr .*\\[pc.*");
        emitter(
                "HI holds for equal operands only the other way",
                "codegen.FlagEmitter",
                "jumpUnlessDifference",
                constant(IF_ICMPLE_CODE, IF_ICMPGT_CODE).at(2),
                "addhi.*|mov.*");
        emitter(
                "LT is GE",
                "codegen.FlagEmitter",
                "jumpUnlessDifference",
                constant(IF_ICMPGE_CODE, IF_ICMPLT_CODE),
                "addlt.*");
        emitter("LDM leaves its base", "codegen.TransferEmitter", "loadMultiple", noCall("moveBase"), "(pop|ldm).*");
        emitter(
                "STRD stores both words at one place",
                "codegen.TransferEmitter",
                "storeDouble",
                constant(4, 0),
                "ldrd.*");
        emitter("the carry of a sum is lost", "linkage.Flags", "carry", returns(0), ".*");
        emitter("the overflow of a sum is lost", "linkage.Flags", "overflow", returns(0), ".*");
        room(
                "translator",
                "the budget is not counted",
                "translator.codegen.RegionEmitter",
                "emit",
                noCall("visitIincInsn"),
                RARE,
                "");
        emitter(
                "LDRB and LDRSB in flat memory lose bit 7",
                "codegen.MemoryEmitter",
                "load",
                constant(255, 127),
                "ldrsb.*");
        emitter(
                "LDRH and LDRSH in flat memory lose bit 15",
                "codegen.MemoryEmitter",
                "load",
                constant(65535, 32767),
                "ldrsh.*");
        room(
                "translator",
                "a byte that translated code stores is lost",
                "translator.linkage.GuestMemory",
                "put8",
                noCall("putByte"),
                RARE,
                "");
    }

    private static final String LONG = "(umull|smlal|umlal|umaal).*";

    private void emitter(String name, String className, String method, Edit edit, String expected) {
        room("translator", name, "translator." + className, method, edit, RARE, expected);
    }

    private void memory() {
        memory("a shared granule is not copied", "PageContents", "writableGranule", unless(IF_ICMPLE, IF_ICMPGT));
        memory("a shared table of granules is not copied", "PageContents", "ownTable", unless(IF_ICMPNE, IF_ICMPEQ));
        memory("a shared page table is not copied", "PageTables", "ownTable", unless(IF_ICMPNE, IF_ICMPEQ));
        memory("a granule is copied without its content", "GranulePool", "copy", noCall("arraycopy"));
        all.add(of(
                        "memory",
                        "the tags of the process before stay",
                        "memory.SpaceTags",
                        "restore",
                        noPut("loads"),
                        ShortPrograms.COUNTERS)
                .in(Way.COPIES));
        memory("the tag for stores of the process before stays", "SpaceTags", "restore", noPut("stores"));
        memory(
                "a cached granule keeps the address of another",
                "SoftTlb",
                "fill",
                noStore().at(3));
        memory("a store stays cached where a load took its place", "SoftTlb", "fillRead", noStore());
        harts("a parcel for another hart is empty", "memory.MemoryParcel", "append", noCall("arraycopy"));
    }

    private void memory(String name, String className, String method, Edit edit) {
        room("memory", name, "memory." + className, method, edit, FORKS, "");
    }

    private void kernel() {
        String process = "process.SavedProcessor";
        kernel("registers are not restored at a switch", process, "load", noCall("arraycopy"), FORKS);
        kernel("registers are not saved at a switch", process, "save", noStore(), FORKS);
        kernel("the CPSR is not saved at a switch", process, "save", noStore().at(2), FORKS);
        kernel(
                "the reg-hash is not saved at a switch",
                process,
                "save",
                noStore().at(3),
                FORKS);
        kernel(
                "the pc-hash is not saved at a switch",
                process,
                "save",
                noStore().at(4),
                FORKS);
        kernel("the CPSR is not restored at a switch", process, "load", noCall("setCpsr"), FORKS);
        kernel("the reg-hash is not restored at a switch", process, "load", noPut("regHash"), FORKS);
        kernel("the pc-hash is not restored at a switch", process, "load", noPut("pcHash"), FORKS);
        kernel(
                "VFP registers are not restored at a switch",
                "process.UserProcess",
                "takeBelongings",
                noCall("ifPresent").at(3),
                RARE);
        kernel("exec keeps the registers", "process.LoadedImage", "enter", noCall("fill"), ShortPrograms.EXECS);
        kernel("a waiter is not woken", "process.Waits", "reconsider", noCall("accept"), WAITS);
        harts("a process arrives without its record", "kernel.process.Lodgings", "settle", noCall("fill"));
    }

    private void kernel(String name, String className, String method, Edit edit, String program) {
        room("kernel", name, "kernel." + className, method, edit, program, "");
    }

    private void harts(String name, String className, String method, Edit edit) {
        all.add(of("harts", name, className, method, edit, ShortPrograms.COUNTERS)
                .in(Way.HARTS));
    }

    private void room(
            String room, String name, String className, String method, Edit edit, String program, String expected) {
        all.add(of(room, name, className, method, edit, program).at(expected));
    }

    /** One fault, met in the ways of its room. */
    static Mutant of(String room, String name, String className, String method, Edit edit, String program) {
        Fault fault = new Fault("dev.lockstep." + className, method, edit);
        List<Way> ways = room.equals("translator") ? Way.ENGINES : Way.SCHEDULES;
        return new Mutant(room, name, List.of(fault), program, ways, "", false, "");
    }
}
