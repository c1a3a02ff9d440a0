package dev.lockstep.translator.analysis;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;

/** Facts about single instructions: how they hand control on, which registers and flags they touch, whether they fault. */
public final class Registers {
    private static final int SP = 13;
    private static final int LR = 14;
    private static final int PC = 15;

    private Registers() {}

    /** How control goes on after the instruction if its condition holds. */
    public static Transfer transfer(Instruction i) {
        return switch (i.opcode()) {
            case B -> Transfer.BRANCH;
            case BL -> Transfer.CALL;
            case BLX -> Transfer.INDIRECT_CALL;
            case BX, BXJ -> i.rm() == LR ? Transfer.RETURN : Transfer.COMPUTED;
            case MSR -> (i.registers() & CpuState.EXTENSION_FIELD) == 0 ? Transfer.NEXT : Transfer.LEAVE;
            case BLX_IMMEDIATE, SVC, BKPT, UNDEFINED, UNPREDICTABLE -> Transfer.LEAVE;
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

    /** Whether control never goes on to the next instruction, not even after a return. */
    public static boolean endsFlow(Instruction i) {
        if (i.conditional()) {
            return false;
        }
        return switch (transfer(i)) {
            case BRANCH, RETURN, COMPUTED -> true;
            case LEAVE -> i.opcode() != Opcode.SVC && i.opcode() != Opcode.MSR;
            case NEXT, CALL, INDIRECT_CALL -> false;
        };
    }

    /** The registers that an instruction names, read or written, one bit each. The pc is left out. */
    public static int named(Instruction i) {
        int named = i.registers() & 0x7fff;
        if (i.opcode() == Opcode.MSR) {
            named = 0;
        }
        named |= 1 << i.rd() | 1 << i.rn() | 1 << i.rm() | 1 << i.rs();
        switch (i.opcode()) {
            case LDRD, STRD, LDREXD -> named |= 1 << i.rd() + 1;
            case STREXD -> named |= 1 << i.rm() + 1;
            case BL, BLX -> named |= 1 << LR;
            default -> {}
        }
        return named & 0x7fff;
    }

    /** The registers that an instruction may change, one bit each. The pc is left out. */
    public static int written(Instruction i) {
        int written =
                switch (i.opcode()) {
                    case TST, TEQ, CMP, CMN, MSR, NOP, YIELD, WFE, WFI, SEV, PLD, ISB, DSB, DMB, CLREX -> 0;
                    case STR, STRB, STRH, STRD, STRT, STRBT, STM -> 0;
                    case B, BX, BXJ, BLX_IMMEDIATE, SVC, BKPT, UNDEFINED, UNPREDICTABLE -> 0;
                    case BL, BLX -> 1 << LR;
                    case LDM -> i.registers();
                    case LDRD, LDREXD -> 0b11 << i.rd();
                    case UMULL, UMLAL, SMULL, SMLAL, UMAAL, SMLALBB, SMLALBT, SMLALTB, SMLALTT, SMLALD, SMLSLD ->
                        1 << i.rd() | 1 << i.rn();
                    default -> 1 << i.rd();
                };
        return (i.writeBack() ? written | 1 << i.rn() : written) & 0x7fff;
    }

    /** Whether executing it needs N, Z, C or V, be it for the condition. */
    public static boolean readsFlags(Instruction i) {
        return i.conditional()
                || switch (i.opcode()) {
                    case ADC, SBC, RSC, MRS, MSR -> true;
                    default -> usesCarryOfShifter(i);
                };
    }

    private static boolean usesCarryOfShifter(Instruction i) {
        return i.setFlags() || i.shift() == dev.lockstep.isa.Shift.RRX;
    }

    /** Whether it loads or stores, and so may fault. */
    public static boolean accessesMemory(Instruction i) {
        return switch (i.opcode()) {
            case LDR, LDRB, LDRH, LDRSB, LDRSH, LDRD, LDRT, LDRBT, LDM -> true;
            case STR, STRB, STRH, STRD, STRT, STRBT, STM, SWP, SWPB -> true;
            case LDREX, LDREXB, LDREXH, LDREXD, STREX, STREXB, STREXH, STREXD -> true;
            default -> false;
        };
    }

    /** Whether it may change N, Z, C or V. */
    public static boolean writesFlags(Instruction i) {
        return switch (i.opcode()) {
            case TST, TEQ, CMP, CMN -> true;
            case MSR -> true;
            default -> i.setFlags();
        };
    }
}
