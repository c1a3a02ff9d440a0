package dev.lockstep.translator.analysis;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.isa.Shift;
import java.util.Optional;

/** Facts about single instructions: how they hand control on, which registers and flags they touch, whether they fault. */
public final class Registers {
    private static final int SP = 13;
    private static final int LR = 14;
    private static final int PC = 15;
    private static final int ALL_BUT_PC = 0x7fff;

    private Registers() {}

    /**
     * How control goes on after the instruction if its condition holds.
     *
     * @param state what the code is translated for
     */
    public static Transfer transfer(Instruction i, CodeState state) {
        return switch (i.opcode()) {
            case B -> Transfer.BRANCH;
            case BL, BLX_IMMEDIATE -> Transfer.CALL;
            case BLX -> Transfer.INDIRECT_CALL;
            case BX, BXJ ->
                switch (i.rm()) {
                    case LR -> Transfer.RETURN;
                    case PC -> i.thumb() ? Transfer.TO_ARM : Transfer.COMPUTED;
                    default -> Transfer.COMPUTED;
                };
            case SETEND -> (i.immediate() != 0) == state.bigEndian() ? Transfer.NEXT : Transfer.DATA_ORDER;
            case MSR -> (i.registers() & CpuState.EXTENSION_FIELD) == 0 ? Transfer.NEXT : Transfer.LEAVE;
            case SVC, BKPT, SYSTEM, UNDEFINED, UNPREDICTABLE -> Transfer.LEAVE;
            case LDM -> (i.registers() & 1 << PC) == 0 ? Transfer.NEXT : Transfer.RETURN;
            case LDR -> i.rd() != PC ? Transfer.NEXT : i.rn() == SP ? Transfer.RETURN : Transfer.COMPUTED;
            case AND, EOR, SUB, RSB, ADD, ADC, SBC, RSC, ORR, MOV, BIC, MVN ->
                i.rd() != PC ? Transfer.NEXT : isMoveFromLr(i) ? Transfer.RETURN : Transfer.COMPUTED;
            default -> Transfer.NEXT;
        };
    }

    private static boolean isMoveFromLr(Instruction i) {
        return i.opcode() == Opcode.MOV && i.operand() == Operand.REGISTER && i.rm() == LR && i.shiftAmount() == 0;
    }

    /**
     * The entry point that a branch or call with an address goes to, or a BX pc from Thumb state.
     *
     * @param address of the instruction
     */
    public static int target(Instruction i, int address) {
        int pc = address + i.pipeline();
        return switch (i.opcode()) {
            case BLX_IMMEDIATE -> i.thumb() ? (pc & ~3) + i.immediate() : pc + i.immediate() | 1;
            case BX -> pc & ~3;
            default -> i.thumb() ? pc + i.immediate() | 1 : pc + i.immediate();
        };
    }

    /** The address of the word beside the code that an instruction does nothing but load into a register. */
    public static Optional<Integer> literal(Instruction i, int address) {
        int pc = address + i.pipeline() & ~3;
        if (i.opcode() == Opcode.LDR_LITERAL) {
            return Optional.of(pc + i.immediate());
        }
        boolean literal = i.opcode() == Opcode.LDR
                && i.rn() == PC
                && i.rd() != PC
                && i.operand() == Operand.IMMEDIATE
                && i.preIndexed()
                && !i.writeBack();
        return literal ? Optional.of(i.add() ? pc + i.immediate() : pc - i.immediate()) : Optional.empty();
    }

    /** Whether control never goes on to the next instruction, not even after a return. */
    public static boolean endsFlow(Instruction i, CodeState state) {
        if (i.conditional()) {
            return false;
        }
        return switch (transfer(i, state)) {
            case BRANCH, RETURN, TO_ARM, COMPUTED, DATA_ORDER -> true;
            case LEAVE -> i.opcode() != Opcode.SVC && i.opcode() != Opcode.MSR;
            case NEXT, CALL, INDIRECT_CALL -> false;
        };
    }

    /** The processor registers that an instruction names, read or written, one bit each. The pc is left out. */
    public static int named(Instruction i) {
        int named =
                switch (i.opcode()) {
                    case FLDS, FLDD, FSTS, FSTD, FLDMS, FLDMD, FSTMS, FSTMD -> 1 << i.rn();
                    case FMSR, FMRS, FMDLR, FMDHR, FMRDL, FMRDH, FMXR, FMRX -> 1 << i.rd();
                    case FMSRR, FMRRS, FMDRR, FMRRD -> 1 << i.rd() | 1 << i.rn();
                    case LDM, STM -> i.registers() | operands(i);
                    case LDRD, STRD, LDREXD -> 0b11 << i.rd() | operands(i);
                    case STREXD -> 0b11 << i.rm() | operands(i);
                    case BL, BLX, BLX_IMMEDIATE -> 1 << LR | operands(i);
                    default -> i.opcode().isFloatingPoint() ? 0 : operands(i);
                };
        return named & ALL_BUT_PC;
    }

    private static int operands(Instruction i) {
        return 1 << i.rd() | 1 << i.rn() | 1 << i.rm() | 1 << i.rs();
    }

    /** The processor registers that an instruction may change, one bit each. The pc is left out. */
    public static int written(Instruction i) {
        int written =
                switch (i.opcode()) {
                    case TST, TEQ, CMP, CMN, MSR, NOP, YIELD, WFE, WFI, SEV, PLD, ISB, DSB, DMB, CLREX -> 0;
                    case STR, STRB, STRH, STRD, STRT, STRBT, STM, SETEND, MCR_TPIDRURW -> 0;
                    case B, BX, BXJ, SVC, BKPT, SYSTEM, UNDEFINED, UNPREDICTABLE -> 0;
                    case BL, BLX, BLX_IMMEDIATE -> 1 << LR;
                    case LDM -> i.registers();
                    case LDRD, LDREXD -> 0b11 << i.rd();
                    case UMULL, UMLAL, SMULL, SMLAL, UMAAL, SMLALBB, SMLALBT, SMLALTB, SMLALTT, SMLALD, SMLSLD ->
                        1 << i.rd() | 1 << i.rn();
                    case FMRS, FMRDL, FMRDH, FMRX -> 1 << i.rd();
                    case FMRRS, FMRRD -> 1 << i.rd() | 1 << i.rn();
                    default -> i.opcode().isFloatingPoint() ? 0 : 1 << i.rd();
                };
        return (i.writeBack() ? written | 1 << i.rn() : written) & ALL_BUT_PC;
    }

    /** Whether executing it needs N, Z, C or V, be it for the condition. */
    public static boolean readsFlags(Instruction i) {
        return i.conditional()
                || switch (i.opcode()) {
                    case ADC, SBC, RSC, MRS, MSR -> true;
                    default -> usesCarryOfShifter(i);
                };
    }

    /** Whether what it does, besides its condition, depends on the flags, or it changes only some of them. */
    public static boolean usesOldFlags(Instruction i) {
        boolean replaces =
                switch (i.opcode()) {
                    case ADD, SUB, RSB, CMP, CMN -> true;
                    default -> false;
                };
        boolean touches = readsFlags(i) || writesFlags(i);
        return touches && (!replaces || i.shift() == Shift.RRX);
    }

    private static boolean usesCarryOfShifter(Instruction i) {
        return i.setFlags() || i.shift() == Shift.RRX;
    }

    /** Whether it loads or stores, and so may fault. */
    public static boolean accessesMemory(Instruction i) {
        return switch (i.opcode()) {
            case LDR, LDRB, LDRH, LDRSB, LDRSH, LDRD, LDRT, LDRBT, LDM, LDR_LITERAL -> true;
            case STR, STRB, STRH, STRD, STRT, STRBT, STM, SWP, SWPB -> true;
            case LDREX, LDREXB, LDREXH, LDREXD, STREX, STREXB, STREXH, STREXD -> true;
            case FLDS, FLDD, FSTS, FSTD, FLDMS, FLDMD, FSTMS, FSTMD -> true;
            default -> false;
        };
    }

    /** Whether it is one of those that access memory by the page table alone: the swaps, the exclusive loads and stores. */
    public static boolean synchronises(Instruction i) {
        return switch (i.opcode()) {
            case SWP, SWPB, LDREX, LDREXB, LDREXH, LDREXD, STREX, STREXB, STREXH, STREXD -> true;
            default -> false;
        };
    }

    /** Whether it may change N, Z, C or V. */
    public static boolean writesFlags(Instruction i) {
        return switch (i.opcode()) {
            case TST, TEQ, CMP, CMN, MSR, FMSTAT -> true;
            default -> i.setFlags();
        };
    }
}
