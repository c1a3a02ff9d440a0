/**
 * The bare machine: an ARM1176JZF-S in all its modes, with MMU and debug hardware, and the parts of a BCM2835 around it. It
 * runs kernels, and the interpreter is its engine.
 *
 * <pre>
 *                      Machine                 a kernel in memory, run until something ends it
 *            ┌────────────┼──────────────┐
 *     processor.Arm1176   │        bcm2835.Board     devices; two interrupt lines to the processor
 *       ├─ mmu.Mmu ───────┤              │
 *       ├─ cp15.SystemControl    bus.PhysicalMemory  RAM, the devices' registers, virtual time
 *       └─ debug.DebugUnit
 * </pre>
 *
 * <p>{@link dev.lockstep.machine.Machine} is the door. {@link dev.lockstep.machine.processor.Arm1176} drives the interpreter of
 * {@code dev.lockstep.cpu} through its {@code SystemPort}; whatever a load, store or fetch does not find in the soft TLB goes
 * through the {@link dev.lockstep.machine.mmu.Mmu} to {@link dev.lockstep.machine.bus.PhysicalMemory}, which is RAM, or a
 * device of the {@link dev.lockstep.machine.bcm2835.Board}. What MCR and MRC reach is a {@link
 * dev.lockstep.machine.Coprocessor}: 15 is {@link dev.lockstep.machine.cp15.SystemControl}, 14 is {@link
 * dev.lockstep.machine.debug.DebugUnit}. A cycle is an instruction, so every run is the same.
 *
 * <p>For people, {@link dev.lockstep.machine.Tracer} tells what happens, {@code Warnings} what a guest accesses that is not
 * there, and a {@link dev.lockstep.machine.Marker} that it has sent a text.
 *
 * <p>References are to the ARM1176JZF-S Technical Reference Manual (DDI0301H, "TRM"), the ARM Architecture Reference Manual
 * (DDI0100I, "ARM ARM") and the BCM2835 ARM Peripherals guide.
 */
package dev.lockstep.machine;
