/**
 * What crosses the kernel's door: values, and the interfaces of those who want to be told. Going in: {@link
 * dev.lockstep.kernel.api.KernelOptions} with its {@link dev.lockstep.kernel.api.Limits}, {@link
 * dev.lockstep.kernel.api.Schedule}, {@link dev.lockstep.kernel.api.Abi}, {@link dev.lockstep.kernel.api.Programs},
 * {@link dev.lockstep.kernel.api.GuestFiles} and {@link dev.lockstep.kernel.api.ConsoleStreams}. Coming out: a {@link
 * dev.lockstep.kernel.api.ProcessReport} for each ended process, through a {@link
 * dev.lockstep.kernel.api.KernelListener}, {@link dev.lockstep.kernel.api.KernelStatistics}, and a {@link
 * dev.lockstep.kernel.api.RunOutcome}. Who wants to see more while it runs gives each hart a {@link
 * dev.lockstep.kernel.api.HartObserver}, or asks for an {@link dev.lockstep.kernel.api.Inspector}.
 *
 * <p>What is behind the door, and how a process looks there, may change without any of these changing.
 */
package dev.lockstep.kernel.api;
