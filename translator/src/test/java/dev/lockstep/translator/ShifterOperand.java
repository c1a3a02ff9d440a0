package dev.lockstep.translator;

import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Operand;

/** The operands of a case's instruction, computed apart from any engine, so that cases can be steered. */
final class ShifterOperand {
    private ShifterOperand() {}

    private static int carry(InstructionCase drawn) {
        return drawn.cpsr >>> 29 & 1;
    }

    /** The second operand's value. */
    static int value(InstructionCase drawn, Instruction i) {
        if (i.operand() == Operand.IMMEDIATE) {
            return i.immediate();
        }
        int value = i.rm() == InstructionCase.PC ? drawn.pc() : drawn.registers[i.rm()];
        return shifted(i, value, carry(drawn));
    }

    /** The signed offset of an address. */
    static int offset(InstructionCase drawn, Instruction i) {
        int offset = i.operand() == Operand.REGISTER
                ? shifted(i, drawn.registers[i.rm()], carry(drawn))
                : i.immediate();
        return i.add() ? offset : -offset;
    }

    /** The barrel shifter, by the amount that stands in the instruction. */
    private static int shifted(Instruction i, int value, int carry) {
        int amount = i.shiftAmount();
        return switch (i.shift()) {
            case LSL -> value << amount;
            case LSR -> amount == 32 ? 0 : value >>> amount;
            case ASR -> value >> Math.min(amount, 31);
            case ROR -> Integer.rotateRight(value, amount);
            case RRX -> value >>> 1 | carry << 31;
        };
    }
}
