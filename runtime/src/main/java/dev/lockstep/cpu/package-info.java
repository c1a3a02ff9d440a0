/**
 * One processor. {@link dev.lockstep.cpu.CpuState} holds registers, flags and running hashes;
 * {@link dev.lockstep.cpu.LoadStoreUnit} is its way to memory; {@link dev.lockstep.cpu.CodeSpace} keeps what was decoded;
 * {@link dev.lockstep.cpu.Interpreter} executes. {@link dev.lockstep.cpu.Arithmetic},
 * {@link dev.lockstep.cpu.ParallelArithmetic} and {@link dev.lockstep.cpu.Shifter} are the pure functions that
 * interpreter and translated code share.
 */
package dev.lockstep.cpu;
