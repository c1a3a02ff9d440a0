/**
 * The parts of a BCM2835 around its processor, as a Raspberry Pi has them. {@link dev.lockstep.machine.bcm2835.Board} makes
 * them all, from {@link dev.lockstep.machine.bcm2835.BoardOptions}, and gives the processor its two interrupt lines; each other
 * class is one device, or a part of one:
 *
 * <ul>
 *   <li>time and interrupts: {@code SystemTimer}, {@code ArmTimer}, {@code InterruptController}
 *   <li>serial: {@code MiniUart} and {@code Pl011}, each a {@code Transmitter} and a {@code Receiver} with a {@code Fifo}, at
 *       one {@code SerialLine}, which {@code Gpio} joins to one of them
 *   <li>{@code Mailbox} with the firmware's {@code PropertyTags}; {@code Dma} with its channels and their control blocks
 *   <li>the SD card: {@code Emmc} is the host controller, {@code SdCard} what is in the slot, {@code SdImage} its content
 *   <li>{@code PowerManager}, {@code ClockManager}, {@code RandomNumbers}; {@code IdleRegisters} for those of which only the
 *       registers are there
 * </ul>
 *
 * <p>"Guide" is Broadcom's "BCM2835 ARM Peripherals" (February 2012), with its section; "errata" is the community's list of
 * its mistakes. Time is virtual: {@link dev.lockstep.machine.bcm2835.Clocks}.
 */
package dev.lockstep.machine.bcm2835;
