package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;

/**
 * Who wants to know what user mode does, instruction by instruction, as somebody outside of the machine sees it. Nothing that
 * it does may change the machine. While it is told something, registers and status are those of user mode.
 */
public interface UserCodeListener {
    /** Nobody. */
    UserCodeListener NOBODY = new UserCodeListener() {
        @Override
        public void executes(CpuState cpu, long time) {}

        @Override
        public void retired(CpuState cpu, int at) {}

        @Override
        public void interrupted(CpuState cpu, ExceptionKind kind, boolean debugEvent, long time) {}
    };

    /**
     * The instruction at the pc is about to be executed. It may yet fault.
     *
     * @param time instructions that have retired
     */
    void executes(CpuState cpu, long time);

    /**
     * It has retired; the pc is that of the next one.
     *
     * @param at its address
     */
    void retired(CpuState cpu, int at);

    /**
     * An exception is about to be taken, and has changed nothing so far.
     *
     * @param debugEvent whether the debug hardware takes it, for instance a mismatch breakpoint
     * @param time instructions that have retired
     */
    void interrupted(CpuState cpu, ExceptionKind kind, boolean debugEvent, long time);
}
