package dev.lockstep.cli.trace;

import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Kinds of step that a {@link StepFilter} can name. */
enum StepClass {
    /** BL and BLX. */
    CALLS,
    /** What has gone elsewhere than to the instruction behind it. */
    BRANCHES,
    /** Instructions that load, the condition may have failed. */
    LOADS,
    /** What has stored something. */
    STORES,
    /** SVC. */
    SYSCALLS,
    /** Instructions of the VFP. */
    VFP;

    private static final Set<Opcode> CALLING = EnumSet.of(Opcode.BL, Opcode.BLX, Opcode.BLX_IMMEDIATE);
    private static final Set<Opcode> LOADING = EnumSet.of(
            Opcode.LDR,
            Opcode.LDRB,
            Opcode.LDRH,
            Opcode.LDRSB,
            Opcode.LDRSH,
            Opcode.LDRD,
            Opcode.LDRT,
            Opcode.LDRBT,
            Opcode.LDM,
            Opcode.SWP,
            Opcode.SWPB,
            Opcode.LDREX,
            Opcode.LDREXB,
            Opcode.LDREXH,
            Opcode.LDREXD,
            Opcode.LDR_LITERAL,
            Opcode.FLDS,
            Opcode.FLDD,
            Opcode.FLDMS,
            Opcode.FLDMD);

    /**
     * Whether a step is of this kind.
     *
     * @param branched it has gone elsewhere than to the instruction behind it
     * @param stored it has stored something
     */
    boolean contains(Instruction instruction, boolean branched, boolean stored) {
        return switch (this) {
            case CALLS -> CALLING.contains(instruction.opcode());
            case BRANCHES -> branched;
            case LOADS -> LOADING.contains(instruction.opcode());
            case STORES -> stored;
            case SYSCALLS -> instruction.opcode() == Opcode.SVC;
            case VFP -> instruction.opcode().isFloatingPoint();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
