package dev.lockstep.cpu;

import dev.lockstep.isa.Condition;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.isa.Shift;

/**
 * What many instructions of a program have in common: everything about one but the numbers in it, which are registers,
 * constants and amounts. Where a form is a constant of a {@link FormedInstruction}'s class, HotSpot folds every question
 * asked of it; a record, because it trusts the fields of no other class that is written in source.
 *
 * @param opcode what the instruction does
 * @param condition when
 * @param thumb whether it is one of Thumb state
 * @param size bytes
 * @param setFlags as in {@link Instruction}
 * @param operand as in {@link Instruction}
 * @param shift as in {@link Instruction}
 * @param shifted whether the instruction has a shift amount, or a rotation, other than 0
 * @param preIndexed as in {@link Instruction}
 * @param add as in {@link Instruction}
 * @param writeBack as in {@link Instruction}
 * @param exchange as in {@link Instruction}
 * @param rdIsPc whether Rd is r15
 */
record Form(
        Opcode opcode,
        Condition condition,
        boolean thumb,
        int size,
        boolean setFlags,
        Operand operand,
        Shift shift,
        boolean shifted,
        boolean preIndexed,
        boolean add,
        boolean writeBack,
        boolean exchange,
        boolean rdIsPc) {

    static Form of(Instruction i) {
        return new Form(
                i.opcode(),
                i.condition(),
                i.thumb(),
                i.size(),
                i.setFlags(),
                i.operand(),
                i.shift(),
                i.shiftAmount() != 0,
                i.preIndexed(),
                i.add(),
                i.writeBack(),
                i.exchange(),
                i.rd() == CpuState.PC);
    }

    /** How far ahead of the instruction's address the pc reads, in bytes. */
    int pipeline() {
        return thumb ? 4 : 8;
    }
}
