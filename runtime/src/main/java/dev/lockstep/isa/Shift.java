package dev.lockstep.isa;

/** The barrel shifter's operations (ARM ARM A5.1). */
public enum Shift {
    LSL,
    LSR,
    ASR,
    ROR,
    /** Rotate right by one through the carry flag: encoded as ROR #0. */
    RRX
}
