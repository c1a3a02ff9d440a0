package dev.lockstep.cli.gdb;

/**
 * How gdb lets the target go on.
 *
 * @param how in general
 * @param thread who steps; meaningless for the others
 * @param from first address of the range in which a step goes on; equal to {@code to} for a step of one instruction
 * @param to the address behind that range
 * @param signal what is delivered to the thread that stopped; 0 for none
 */
record Resume(How how, int thread, int from, int to, int signal) {
    /** The ways. */
    enum How {
        CONTINUE,
        STEP,
        REVERSE_CONTINUE,
        REVERSE_STEP,
        DETACH,
        KILL
    }

    /** One of the ways for all threads. */
    static Resume all(How how) {
        return new Resume(how, Target.ALL, 0, 0, 0);
    }

    /** Whether a thread that steps goes on at an address. */
    boolean inRange(int pc) {
        return Integer.compareUnsigned(pc - from, to - from) < 0;
    }
}
