/**
 * The equivalence check: one program, every way of running it, one set of hashes.
 *
 * <p>A way of running a program is a {@link dev.lockstep.kernel.check.RunSpec}: a value for each {@link
 * dev.lockstep.kernel.check.Dimension} that applies, with a text form such as {@code engine=flat,quantum=1}; which values go
 * together is said in {@link dev.lockstep.kernel.check.SpecRules} alone. {@link dev.lockstep.kernel.check.KernelSetup} makes
 * the engines and the options of a kernel from it.
 *
 * <p>{@link dev.lockstep.kernel.check.Check} asks a {@link dev.lockstep.kernel.check.Matrix} for the specs of each program,
 * all combinations or {@link dev.lockstep.kernel.check.PairwiseRows} or both, and has {@link dev.lockstep.kernel.check.OneRun} do
 * one after the other: the {@link dev.lockstep.kernel.check.KernelRunner} on our kernel, the {@link
 * dev.lockstep.kernel.check.MachineRunner} on the bare machine, each beside its {@link
 * dev.lockstep.kernel.check.Companions}. What comes out is compared with the program's run by {@link
 * dev.lockstep.kernel.check.RunSpec#REFERENCE}; a {@link dev.lockstep.kernel.check.Divergence} goes to an {@link
 * dev.lockstep.kernel.check.Explainer}. The {@link dev.lockstep.kernel.check.Ledger} keeps what was right.
 */
package dev.lockstep.kernel.check;
