package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.PC;

import dev.lockstep.isa.Instruction;

/**
 * A decoded instruction that can be executed: the numbers in it, as {@link Instruction} describes them. What to do with
 * them is the business of its {@link Form} and its opcode's {@link Semantics}, which either subclass finds in its own way.
 */
abstract class Decoded {
    final Instruction instruction;
    final int size;
    final int rd;
    final int rn;
    final int rm;
    final int rs;
    final int immediate;
    final int shiftAmount;
    final int registers;

    /** Whether it may load or store. */
    final boolean accesses;

    Decoded(Instruction instruction) {
        this.instruction = instruction;
        size = instruction.size();
        rd = instruction.rd();
        rn = instruction.rn();
        rm = instruction.rm();
        rs = instruction.rs();
        immediate = instruction.immediate();
        shiftAmount = instruction.shiftAmount();
        registers = instruction.registers();
        accesses = DataAccess.isAskedOf(instruction.opcode());
    }

    /**
     * Executes it, which changes nothing but the pc if its condition fails.
     *
     * @param pc its address
     * @return the address of the next instruction; {@code pc} with {@code cpu.stop} set when it does not retire
     */
    abstract int execute(CpuState cpu, int pc);

    /** What both subclasses do, with the constants that each has found. */
    final int execute(CpuState cpu, int pc, Form form, FlagTest condition, Semantics semantics) {
        int next = pc + form.size();
        if (!condition.holds(cpu)) {
            return next;
        }
        int[] r = cpu.r;
        r[PC] = pc + form.pipeline();
        return semantics.execute(cpu, r, form, this, next);
    }
}
