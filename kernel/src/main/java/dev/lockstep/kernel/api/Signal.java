package dev.lockstep.kernel.api;

/** What can end a process from outside, with Linux's numbers. */
public enum Signal {
    /** Undefined or unpredictable instruction, or Thumb state. */
    SIGILL(4),
    /** BKPT. */
    SIGTRAP(5),
    /** The abort call. */
    SIGABRT(6),
    /** An access that must be aligned and is not. */
    SIGBUS(7),
    /** A store that needed memory when none was left. */
    SIGKILL(9),
    /** An access or a fetch that is not allowed. */
    SIGSEGV(11),
    /** As many instructions executed as {@link Limits#maxSteps} allows. */
    SIGXCPU(24),
    /** A kind of system call that is not served. */
    SIGSYS(31);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** 1 to 31. */
    public int number() {
        return number;
    }

    /** What a shell shows for a process that this killed: 128 + number. */
    public int exitStatus() {
        return 128 + number;
    }
}
