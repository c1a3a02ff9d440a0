/**
 * What Arm's semihosting specification (version 2.0) speaks of, without processors and processes: its {@link
 * dev.lockstep.kernel.semihosting.Operation}s, its error numbers, and its files. A process has a {@link
 * dev.lockstep.kernel.semihosting.Session} with its {@link dev.lockstep.kernel.semihosting.OpenFiles}; all open files of
 * a kernel come from one {@link dev.lockstep.kernel.semihosting.HostFiles}.
 *
 * <p>A handle stands for the console or for a {@link dev.lockstep.kernel.semihosting.PositionedFile}. A forked child
 * shares the file and has a position of its own: the schedule cannot move it.
 *
 * <p>The calls themselves are served in {@link dev.lockstep.kernel.syscall}.
 */
package dev.lockstep.kernel.semihosting;
