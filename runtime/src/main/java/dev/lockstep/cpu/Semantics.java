package dev.lockstep.cpu;

/** What instructions of one opcode do when their condition holds. Stateless. */
@FunctionalInterface
interface Semantics {
    /**
     * Executes one instruction.
     *
     * @param r the registers of {@code cpu}; {@code r[15]} is as operands see it, 8 ahead in ARM state, 4 in Thumb state
     * @param f the form of {@code i}
     * @param i the numbers in the instruction
     * @param next address of the instruction behind it
     * @return the address of the next instruction; its own with {@code cpu.stop} set when it does not retire
     */
    int execute(CpuState cpu, int[] r, Form f, Decoded i, int next);
}
