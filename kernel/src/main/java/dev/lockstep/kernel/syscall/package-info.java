/**
 * System calls. A {@link dev.lockstep.kernel.syscall.CallTable} says which {@link dev.lockstep.kernel.syscall.Call} a
 * number means, one table for each ABI; {@link dev.lockstep.kernel.syscall.SystemCalls} serves them, with the input and
 * output of {@link dev.lockstep.kernel.syscall.ConsoleCalls} and the reading of arguments from the caller's memory of
 * {@link dev.lockstep.kernel.syscall.UserMemory}.
 *
 * <p>Beside the ABIs there is semihosting, told apart by the immediate of the SVC: {@link
 * dev.lockstep.kernel.syscall.SemihostingCalls} serves it, files with {@link
 * dev.lockstep.kernel.syscall.FileCalls}.
 *
 * <p>Under all three ABIs the number is in r0 and the arguments in r1 to r3; the result comes back in r0, a negative
 * {@link dev.lockstep.kernel.syscall.Errno} when the call failed. r1 to r14 and the flags stay as they are.
 */
package dev.lockstep.kernel.syscall;
