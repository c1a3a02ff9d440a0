/**
 * What the code generator needs to know before it emits anything. {@link dev.lockstep.translator.analysis.ControlFlow}
 * cuts a guest function into {@linkplain dev.lockstep.translator.analysis.Block basic blocks}, finds where the region can
 * be entered, and bounds the paths between two tests of the budget;
 * {@link dev.lockstep.translator.analysis.FlagFlow} finds where the flags are known to come from a subtraction;
 * {@link dev.lockstep.translator.analysis.ConstantFlow} which registers hold an address that is written in the program;
 * {@link dev.lockstep.translator.analysis.Neighbours} which accesses to memory need one check together;
 * {@link dev.lockstep.translator.analysis.Registers} answers for single instructions.
 */
package dev.lockstep.translator.analysis;
