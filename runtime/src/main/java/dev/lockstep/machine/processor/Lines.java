package dev.lockstep.machine.processor;

/** The interrupt lines that lead to the processor: levels. */
public interface Lines {
    /** The normal interrupt. */
    boolean irq();

    /** The fast interrupt. */
    boolean fiq();
}
