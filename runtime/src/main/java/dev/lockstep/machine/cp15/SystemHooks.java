package dev.lockstep.machine.cp15;

/** What coprocessor 15 wants from the core around it. */
public interface SystemHooks {
    /** The guest waits for an interrupt (c7, c0, 4): the core goes on at the next one, masked or not. */
    void waitForInterrupt();

    /** Cycles since reset; here the instructions that have retired. */
    long cycleCount();

    /** Whether the IRQ line is active, masked or not. */
    boolean irqPending();

    /** Whether the FIQ line is active, masked or not. */
    boolean fiqPending();

    /** Whether an imprecise abort is pending, masked or not. */
    boolean abortPending();

    /** The control register has been written. */
    void controlChanged();
}
