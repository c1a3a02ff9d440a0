/** What the processor reaches by physical addresses: RAM and the registers of devices; and the time that devices live by. */
package dev.lockstep.machine.bus;
