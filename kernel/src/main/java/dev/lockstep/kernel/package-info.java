/**
 * The equivalence OS. {@link dev.lockstep.kernel.Kernel} is the one object that owns processes, memory and console; its
 * values are in {@link dev.lockstep.kernel.api}, its sources of programs in {@link dev.lockstep.kernel.fs}. It has a {@code
 * Hart} for each thread of the host that runs processes: a {@link dev.lockstep.kernel.scheduler.Scheduler}, an engine, and a
 * {@link dev.lockstep.kernel.process.ProcessTable} with memory of its own.
 *
 * <p>On top of it stand {@link dev.lockstep.kernel.check}, which runs programs in every way there is, and {@link
 * dev.lockstep.kernel.diff}, which finds where two ways part.
 */
package dev.lockstep.kernel;
