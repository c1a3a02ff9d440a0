/**
 * What the file descriptors 0, 1 and 2 lead to. {@link dev.lockstep.kernel.console.Console} writes whole lines, so that
 * those of different processes never mix; a {@link dev.lockstep.kernel.console.ProcessOutput} keeps what a process has
 * begun of its next line.
 */
package dev.lockstep.kernel.console;
