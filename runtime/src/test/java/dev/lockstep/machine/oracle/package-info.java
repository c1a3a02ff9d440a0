/**
 * Compares the bare machine with qemu-system-arm's Raspberry Pi Zero, which has the same processor.
 *
 * <p>{@link dev.lockstep.machine.oracle.QemuSystem} lets qemu use a file as the machine's memory: what is to be done is
 * written there before it starts, what came of it is read after it has ended. A campaign makes cases by chance, has an image
 * (the assembly files among the resources) go through them in our machine and in qemu, and compares the memories.
 * {@code PrivilegedCampaign} is about modes, exceptions and privileged instructions, {@code TranslationCampaign} about the
 * MMU. {@code QemuMachineOracleTest} runs a few batches of both, {@link dev.lockstep.machine.oracle.MachineFuzz} as many as
 * are asked for.
 */
package dev.lockstep.machine.oracle;
