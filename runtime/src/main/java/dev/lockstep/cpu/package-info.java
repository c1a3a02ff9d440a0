/**
 * One processor. {@link dev.lockstep.cpu.CpuState} holds registers, flags and running hashes;
 * {@link dev.lockstep.cpu.LoadStoreUnit} is its way to memory; {@link dev.lockstep.cpu.CodeSpace} keeps what was decoded;
 * {@link dev.lockstep.cpu.Interpreter} executes it; what each instruction does is told in
 * {@link dev.lockstep.cpu.InstructionSet}, {@link dev.lockstep.cpu.Transfers} and
 * {@link dev.lockstep.cpu.VfpInstructions}, once for all {@linkplain dev.lockstep.cpu.Form forms}. {@link
 * dev.lockstep.cpu.Arithmetic}, {@link dev.lockstep.cpu.ParallelArithmetic} and {@link dev.lockstep.cpu.Shifter} are the pure
 * functions that interpreter and translated code share.
 *
 * <p>A processor that runs more than a process's user mode has a {@link dev.lockstep.cpu.SystemPort} for what is different
 * there: memory, privileged instructions, returns from exceptions. That of a process is {@link dev.lockstep.cpu.NoSystem}; the
 * bare machine's processor has one of its own, is executed by {@link dev.lockstep.cpu.SystemInterpreter}, and keeps what it
 * decoded by physical address ({@link dev.lockstep.cpu.PhysicalCode}).
 *
 * <p>Who wants to see every step gives the processor a {@link dev.lockstep.cpu.StepObserver}; {@link
 * dev.lockstep.cpu.DataAccess} tells which memory an instruction is about to access.
 */
package dev.lockstep.cpu;
