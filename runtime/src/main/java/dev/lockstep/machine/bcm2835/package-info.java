/**
 * The parts of a BCM2835 around its processor, as a Raspberry Pi has them. {@link dev.lockstep.machine.bcm2835.Board} makes
 * them all and gives the processor its two interrupt lines; each other class is one device.
 *
 * <p>"Guide" is Broadcom's "BCM2835 ARM Peripherals" (February 2012), with its section; "errata" is the community's list of
 * its mistakes. Time is virtual: {@link dev.lockstep.machine.bcm2835.Clocks}.
 */
package dev.lockstep.machine.bcm2835;
