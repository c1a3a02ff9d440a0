/**
 * The first divergence: two ways of running a program, and the first step at which they part.
 *
 * <p>The door is {@link dev.lockstep.kernel.diff.Differ}; each of the two ways is a {@link dev.lockstep.kernel.diff.Side},
 * which can be run again and again. A first run of each keeps a {@link dev.lockstep.kernel.diff.HashChain} for every
 * process. {@link dev.lockstep.kernel.diff.StepSearch} then follows one process, from its eldest ancestor on
 * ({@link dev.lockstep.kernel.diff.Lineage}), and records the steps in which the chains part ({@link
 * dev.lockstep.kernel.diff.Recording}). What comes out is a {@link dev.lockstep.kernel.diff.Finding}, which {@link
 * dev.lockstep.kernel.diff.FindingText} puts into words. {@link dev.lockstep.kernel.diff.DivergenceExplainer} does all of it
 * for a failed check. A debugger sees each side step by step through a {@link dev.lockstep.kernel.diff.Revisit}, or,
 * on the bare machine, all of the machine through a {@link dev.lockstep.kernel.diff.MachineRevisit}.
 */
package dev.lockstep.kernel.diff;
