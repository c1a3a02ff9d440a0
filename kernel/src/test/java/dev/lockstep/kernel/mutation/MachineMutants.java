package dev.lockstep.kernel.mutation;

import static dev.lockstep.kernel.mutation.Edit.constant;
import static dev.lockstep.kernel.mutation.Edit.noCall;
import static dev.lockstep.kernel.mutation.Edit.noStore;
import static dev.lockstep.kernel.mutation.Edit.operator;
import static dev.lockstep.kernel.mutation.Edit.plus;
import static dev.lockstep.kernel.mutation.Edit.returns;
import static dev.lockstep.kernel.mutation.Edit.unless;
import static java.lang.classfile.Opcode.IADD;
import static java.lang.classfile.Opcode.IF_ICMPEQ;
import static java.lang.classfile.Opcode.IF_ICMPNE;
import static java.lang.classfile.Opcode.ISUB;

import java.util.List;

/** Faults of the bare machine: most by the steps of a small program under the guest kernel there. */
final class MachineMutants {
    private static final String MODES = "processor.Modes";
    private static final String TLB = "mmu.Tlb";
    private static final String FORKS = "fork.bin";

    private static final String NO_SUCH_MODE = "B 1 +not taken.*the machine ended: the guest set mode 0x00.*";

    private static final String PREFETCH_ABORT =
            "last event in B  exception a prefetch abort at 0x[0-9a-f]{8}, after step \\d+";

    private static final String TURNS =
            "no step can show it, for turns may end anywhere: all steps are equal, and the ends of turns are not";

    private static final String NO_FIQ =
            "no step can show it, for the guest kernel under programs takes no FIQ; sound run prints the line";

    private MachineMutants() {}

    static List<Mutant> all() {
        return List.of(
                turns(
                        "the banked sp is not saved",
                        MODES,
                        "switchTo",
                        noStore(),
                        "B 1 +not taken.*the guest takes a data abort at 0x[0-9a-f]{8} again and again.*"),
                turns(
                        "the banked lr is not saved",
                        MODES,
                        "switchTo",
                        noStore().at(2),
                        "last event in B  registers changed lr from 0x[0-9a-f]{8} to 0x[0-9a-f]{8}, after step \\d+"),
                Mutants.of(
                                "machine",
                                "the registers of FIQ mode are not banked",
                                "machine." + MODES,
                                "switchTo",
                                noStore().at(3),
                                "modes")
                        .unseen(NO_FIQ),
                turns(
                        "the banked sp is not restored",
                        MODES,
                        "switchTo",
                        noStore().at(5),
                        "sp +A 0x[0-9a-f]{8}  B 0x[0-9a-f]{8}"),
                turns("the SPSR is not written at an exception", MODES, "enter", noStore(), NO_SUCH_MODE),
                turns("STM with ^ stores zeros", MODES, "userRegister", returns(0), NO_SUCH_MODE),
                machine(
                        "data aborts leave the fault registers",
                        "processor.Exceptions",
                        "dataAbort",
                        noCall("record"),
                        "engine=machine,translation=small",
                        "last event in B  exception a data abort at 0x[0-9a-f]{8}, after step \\d+"),
                turns(
                        "a flush of the TLB is forgotten",
                        TLB,
                        "invalidateUnlocked",
                        noCall("fill"),
                        "last event in B  tlb entries removed of all that is not locked, after step \\d+"),
                machine(
                        "a flush of an address is forgotten",
                        TLB,
                        "invalidate",
                        noStore(),
                        "engine=machine,translation=small,quantum=7,memory=starved,asids=each",
                        "last event in B  tlb entries removed of 0x[0-9a-f]{8} in ASID \\d+, after step \\d+"),
                machine(
                                "a flush of an ASID is forgotten",
                                TLB,
                                "invalidateAsid",
                                noStore(),
                                "engine=machine,quantum=7,asids=few",
                                "last event in B  tlb entries removed of ASID \\d+, after step \\d+")
                        .by("fork-tree.bin"),
                machine(
                        "an entry of the TLB holds for every ASID but its own",
                        "mmu.TlbEntry",
                        "matches",
                        unless(IF_ICMPNE, IF_ICMPEQ),
                        "engine=machine,quantum=7,asids=each",
                        "last event in B  turn begins, after step \\d+"),
                machine(
                        "rights in a domain are looked for a bit too low",
                        "mmu.Mmu",
                        "check",
                        constant(2, 1),
                        "engine=machine,quantum=7,domains=each",
                        PREFETCH_ABORT),
                timer(
                        "interrupts never come",
                        "bcm2835.InterruptController",
                        "irq",
                        returns(0),
                        "1 turn \\d+: does not end after step \\d+, nor later"),
                timer(
                        "the timer's interrupt comes 700 instructions late",
                        "bcm2835.SystemTimer",
                        "write",
                        plus("toUnsignedLong", 1L),
                        "1 turn \\d+: ends after step \\d+, \\d+ steps late"),
                turns(
                        "exceptions return too far",
                        "processor.ExceptionKind",
                        "returnAddress",
                        operator(IADD, ISUB),
                        PREFETCH_ABORT));
    }

    private static Mutant turns(String name, String className, String method, Edit edit, String told) {
        return machine(name, className, method, edit, "engine=machine,quantum=7", told);
    }

    private static Mutant timer(String name, String className, String method, Edit edit, String told) {
        return machine(name, className, method, edit, "engine=machine,timer=5", told)
                .unseen(TURNS);
    }

    private static Mutant machine(String name, String className, String method, Edit edit, String way, String told) {
        return Mutants.of("machine", name, "machine." + className, method, edit, FORKS)
                .in(new Way(way))
                .at(told);
    }
}
