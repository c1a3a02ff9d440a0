package dev.lockstep.kernel.api;

import dev.lockstep.cpu.CpuState;

/**
 * A debugger's view of the processes of a kernel with one hart, for use on the kernel's own thread while an engine is asked to
 * run one of them. A process is a number, which another may have when it has ended.
 */
public interface Inspector {
    /** The process that is switched in. */
    int current();

    /**
     * Processes that have not ended.
     *
     * @param most of them
     */
    int[] living(int most);

    /** Whether a number is that of a process that has not ended. */
    boolean lives(int process);

    /** Its name. */
    PidPath path(int process);

    /** Whether it stands in a call that cannot be answered yet. */
    boolean waits(int process);

    /**
     * Switches a process in, so that its registers and memory can be looked at and changed. The one that was switched in must
     * be before any goes on.
     *
     * @return its processor
     */
    CpuState enter(int process);

    /** What a report would say of the process that is switched in, if it ended now; its exit code means nothing. */
    ProcessReport report();
}
