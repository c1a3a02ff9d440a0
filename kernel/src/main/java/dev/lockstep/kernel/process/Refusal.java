package dev.lockstep.kernel.process;

/** Why a program cannot become a process's image. */
public enum Refusal {
    /** Its arguments are too long. */
    ARGUMENTS,
    /** It names an ABI that does not exist. */
    ABI,
    /** There is not enough memory. */
    MEMORY
}
