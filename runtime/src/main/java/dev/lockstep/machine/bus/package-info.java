/**
 * What the processor reaches by physical addresses. {@link dev.lockstep.machine.bus.PhysicalMemory} is RAM, the registers of
 * each {@link dev.lockstep.machine.bus.Device} that was attached, and the time that devices live by: it is moved on before a
 * register is accessed, and tells when something is due. An access to neither goes to {@link
 * dev.lockstep.machine.bus.Unmodelled}.
 */
package dev.lockstep.machine.bus;
