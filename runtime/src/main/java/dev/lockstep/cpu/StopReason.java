package dev.lockstep.cpu;

/** Why an engine stopped. The pc is the address of the next instruction to execute in every case. */
public enum StopReason {
    /** The budget is used up. */
    BUDGET,
    /** The pc stands at an SVC whose condition holds; it has not retired. */
    CALL,
    /** The pc stands at an instruction that cannot execute: {@link CpuState#fault} says why. */
    FAULT,
    /** Only where the caller asked to stop there: a branch was taken. */
    BRANCH
}
