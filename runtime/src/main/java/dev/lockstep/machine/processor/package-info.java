/**
 * The processor core of the bare machine: {@link dev.lockstep.machine.processor.Arm1176} runs the interpreter for as long as
 * nothing else can happen, and {@code ProcessorTime} counts; {@code Interruptions} sees what happens in between, {@code
 * InterruptWait} waits for it, {@code Exceptions} takes it; {@code Watchers} tell somebody outside of single instructions; {@link dev.lockstep.machine.processor.Modes} has
 * the banked registers and the rules of the status registers; {@code SystemInstructions} executes what only such a processor
 * has; {@code MemoryUnit} leads loads, stores and fetches through the MMU to RAM and devices; {@code BusErrors} are its external
 * aborts. {@code EndlessFault} notices a guest that can only go on as it does, and
 * {@link dev.lockstep.machine.processor.HostClock} lets time be the host's.
 */
package dev.lockstep.machine.processor;
