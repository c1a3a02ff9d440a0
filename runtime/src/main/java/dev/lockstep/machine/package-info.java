/**
 * The bare machine: an ARM1176JZF-S in all its modes, with MMU and debug hardware, and the parts of a BCM2835 around it. It
 * runs kernels, and the interpreter is its engine. References are to the ARM1176JZF-S Technical Reference Manual (DDI0301H,
 * "TRM"), the ARM Architecture Reference Manual (DDI0100I, "ARM ARM") and the BCM2835 ARM Peripherals guide.
 */
package dev.lockstep.machine;
