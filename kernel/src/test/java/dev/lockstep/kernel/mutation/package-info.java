/**
 * Proof that the comparison of ways finds faults: {@link dev.lockstep.kernel.mutation.Mutants} lists faults, each an edit of one
 * method of Lockstep; {@link dev.lockstep.kernel.mutation.MutantLoader} loads what can know that method once more with the edit,
 * and {@link dev.lockstep.kernel.mutation.World} runs programs in there in every {@link dev.lockstep.kernel.mutation.Way}, and
 * lets {@code lockstep diff} name the step. The damage is noted when it happens ({@link dev.lockstep.kernel.mutation.Damage}), and
 * {@link dev.lockstep.kernel.mutation.StepRecorder} writes down all steps by itself, so that the step which is named can be
 * checked ({@link dev.lockstep.kernel.mutation.Verdict}). Faults of the bare
 * machine are judged by {@link dev.lockstep.kernel.mutation.MachineTrial}, from what {@link
 * dev.lockstep.kernel.mutation.MachineWorld} runs under the guest kernel. {@code docs/MUTATIONS.md} is the table that comes out.
 */
package dev.lockstep.kernel.mutation;
