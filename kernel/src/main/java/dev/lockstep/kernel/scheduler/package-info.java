/**
 * Who runs, and for how long. {@link dev.lockstep.kernel.scheduler.Scheduler} gives turns round-robin; a turn is exact
 * to the instruction, whatever engine executes it.
 */
package dev.lockstep.kernel.scheduler;
