package dev.lockstep.cli.trace;

import dev.lockstep.isa.Instruction;

/**
 * What a {@link StepFilter} sees of a step.
 *
 * @param process its path
 * @param number of the step within the process, from 1
 * @param at address of the instruction
 * @param instruction that retired
 * @param function that it belongs to; empty where no function is near
 * @param branched control has gone elsewhere than to the instruction behind it
 * @param stored it has stored something
 */
record TracedStep(
        String process,
        long number,
        int at,
        Instruction instruction,
        String function,
        boolean branched,
        boolean stored) {}
