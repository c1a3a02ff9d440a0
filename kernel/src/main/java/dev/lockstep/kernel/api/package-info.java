/**
 * The values that cross the kernel's door, and nothing that runs. Going in: {@link
 * dev.lockstep.kernel.api.KernelOptions} with its {@link dev.lockstep.kernel.api.Limits}, {@link
 * dev.lockstep.kernel.api.Schedule}, {@link dev.lockstep.kernel.api.Abi}, {@link dev.lockstep.kernel.api.Programs},
 * {@link dev.lockstep.kernel.api.GuestFiles} and {@link dev.lockstep.kernel.api.ConsoleStreams}. Coming out: a {@link
 * dev.lockstep.kernel.api.ProcessReport} for each ended process, through a {@link
 * dev.lockstep.kernel.api.KernelListener}.
 *
 * <p>What is behind the door, and how a process looks there, may change without any of these changing.
 */
package dev.lockstep.kernel.api;
