/**
 * Coprocessor 14: {@link dev.lockstep.machine.debug.DebugUnit}, the breakpoints and watchpoints by which a kernel steps its
 * own user code in monitor debug-mode.
 */
package dev.lockstep.machine.debug;
