package dev.lockstep.kernel.diff;

import java.util.Optional;

/** What can be seen of a process besides its registers while it is told of a step. Looking changes nothing. */
interface ProcessView {
    /** The halfword of code at an address, zero-extended; empty where the process cannot execute anything. */
    Optional<Integer> code(int address);

    /** The word of memory whose first byte is at an address, aligned or not; empty where the process cannot read it. */
    Optional<Integer> word(int address);

    /** How many instructions the whole machine had retired before the step; 0 where there is none. */
    default long machineTime() {
        return 0;
    }

    /** How many it has retired now, the step included; 0 where there is none. */
    default long machineNow() {
        return 0;
    }
}
