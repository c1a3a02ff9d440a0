/**
 * Coprocessor 14: {@link dev.lockstep.machine.debug.DebugUnit}, the breakpoints and watchpoints by which a kernel steps its
 * own user code in monitor debug-mode. It answers whether an instruction or an access hits one; the exception that follows,
 * and the {@link dev.lockstep.machine.debug.DebugCause} that it leaves, are the processor's.
 */
package dev.lockstep.machine.debug;
