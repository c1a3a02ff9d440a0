package dev.lockstep.isa;

/** How an instruction's flexible operand (shifter operand, or offset of an address) is given. */
public enum Operand {
    /** The instruction has none. */
    NONE,
    /** {@link Instruction#immediate()}. */
    IMMEDIATE,
    /** Rm shifted by {@link Instruction#shiftAmount()}. */
    REGISTER,
    /** Rm shifted by the bottom byte of Rs. */
    REGISTER_SHIFTED_BY_REGISTER
}
