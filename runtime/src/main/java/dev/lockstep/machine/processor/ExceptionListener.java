package dev.lockstep.machine.processor;

/** Who wants to know of exceptions. */
@FunctionalInterface
public interface ExceptionListener {
    /**
     * One is taken.
     *
     * @param pc of the instruction that was not executed, or would have been next
     * @param cpsr before
     * @param time instructions that have retired
     */
    void taken(ExceptionKind kind, int pc, int cpsr, long time);
}
