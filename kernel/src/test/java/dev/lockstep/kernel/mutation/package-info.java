/**
 * Proof that the comparison of ways finds faults: {@link dev.lockstep.kernel.mutation.Mutants} lists faults, each an edit of one
 * method of Lockstep; {@link dev.lockstep.kernel.mutation.MutantLoader} loads all of Lockstep once more with that edit, and
 * {@link dev.lockstep.kernel.mutation.World} runs programs in there in every {@link dev.lockstep.kernel.mutation.Way}. The
 * damage is noted when it happens, so that the step which the comparison names can be checked. {@code docs/MUTATIONS.md} is the
 * table that comes out.
 */
package dev.lockstep.kernel.mutation;
