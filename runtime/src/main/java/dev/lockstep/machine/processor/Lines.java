package dev.lockstep.machine.processor;

/** What leads to the processor from outside: interrupt lines, which are levels, and behind them the world. */
public interface Lines {
    /** The normal interrupt. */
    boolean irq();

    /** The fast interrupt. */
    boolean fiq();

    /**
     * The processor waits for an interrupt that only input from outside of the machine can lead to. Returns when some has
     * come, or when none will ever come.
     */
    void awaitInput();
}
