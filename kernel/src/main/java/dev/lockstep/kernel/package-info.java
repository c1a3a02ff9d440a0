/**
 * The equivalence OS. {@link dev.lockstep.kernel.Kernel} is the one object that owns processes, memory and console; its
 * values are in {@link dev.lockstep.kernel.api}, its sources of programs in {@link dev.lockstep.kernel.fs}.
 */
package dev.lockstep.kernel;
