/**
 * One processor. {@link dev.lockstep.cpu.CpuState} holds registers, flags and running hashes;
 * {@link dev.lockstep.cpu.LoadStoreUnit} is its way to memory; {@link dev.lockstep.cpu.CodeSpace} keeps what was decoded;
 * {@link dev.lockstep.cpu.Interpreter} executes it; what each instruction does is told in
 * {@link dev.lockstep.cpu.InstructionSet}, {@link dev.lockstep.cpu.Transfers} and
 * {@link dev.lockstep.cpu.VfpInstructions}. {@link dev.lockstep.cpu.Arithmetic},
 * {@link dev.lockstep.cpu.ParallelArithmetic} and {@link dev.lockstep.cpu.Shifter} are the pure functions that
 * interpreter and translated code share.
 */
package dev.lockstep.cpu;
