package dev.lockstep.machine.processor;

import dev.lockstep.isa.Instruction;

/** Who wants to know of each instruction. */
@FunctionalInterface
public interface InstructionListener {
    /**
     * One is about to be executed. It may yet fault, or its condition fail.
     *
     * @param pc where it lies, virtual
     * @param time instructions that have retired
     */
    void executes(int pc, Instruction instruction, long time);
}
