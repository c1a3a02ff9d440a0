/**
 * What the words of a program mean: the ARM instruction set of ARMv6K (ARM1176) as user mode sees it, in ARM state.
 *
 * <p>Start at {@link dev.lockstep.isa.Encoding}: one table, one row an encoding, from which all else follows.
 *
 * <ul>
 *   <li>{@link dev.lockstep.isa.Pattern} reads a row's bits, {@link dev.lockstep.isa.Restriction} what makes a word of
 *       it UNPREDICTABLE; {@link dev.lockstep.isa.Version} says since when it exists.
 *   <li>{@link dev.lockstep.isa.Decoder} finds the row of a word and fills in an {@link dev.lockstep.isa.Instruction}:
 *       an {@link dev.lockstep.isa.Opcode} and operands ready for use ({@link dev.lockstep.isa.Condition},
 *       {@link dev.lockstep.isa.Operand}, {@link dev.lockstep.isa.Shift}). Interpreter and translator see nothing else.
 *   <li>{@link dev.lockstep.isa.Disassembler} writes an instruction as GNU objdump does, from the row's syntax or the
 *       preferred spelling in {@link dev.lockstep.isa.Alias}.
 *   <li>Fuzzers draw words from {@link dev.lockstep.isa.Encoding#randomize}.
 * </ul>
 *
 * <p>To add an instruction: add its {@link dev.lockstep.isa.Opcode}, its row, and a line to the tests'
 * {@code examples.txt}. The tests then prove that the row collides with no other, and compare it with objdump.
 *
 * <p>Everything here is immutable and may be used by any number of threads.
 */
package dev.lockstep.isa;
