/**
 * What the words of a program mean: the ARM and Thumb instruction sets of ARMv6K and VFPv2 (ARM1176JZF-S) as user mode
 * sees them, and what privileged modes have beyond that.
 *
 * <p>Start at {@link dev.lockstep.isa.Encoding}: one table, one row an encoding, from which all else follows. Its parts
 * are {@link dev.lockstep.isa.ArmEncoding}, {@link dev.lockstep.isa.VfpEncoding} and
 * {@link dev.lockstep.isa.ThumbEncoding}; a row of the last names the ARM instruction that does the same
 * ({@link dev.lockstep.isa.Template}). The instructions of privileged modes are a table apart, {@link
 * dev.lockstep.isa.SystemEncoding}, which a process's decoder does not know.
 *
 * <ul>
 *   <li>{@link dev.lockstep.isa.Row} holds a row's columns: {@link dev.lockstep.isa.Pattern} reads its bits,
 *       {@link dev.lockstep.isa.Restriction} what makes a word of it UNPREDICTABLE;
 *       {@link dev.lockstep.isa.Version} says since when it exists.
 *   <li>{@link dev.lockstep.isa.Decoder} finds the row of a word ({@link dev.lockstep.isa.RowIndex}) and fills in an
 *       {@link dev.lockstep.isa.Instruction} ({@link dev.lockstep.isa.Operands}): an
 *       {@link dev.lockstep.isa.Opcode} and operands ready for use ({@link dev.lockstep.isa.Condition},
 *       {@link dev.lockstep.isa.Operand}, {@link dev.lockstep.isa.Shift}). Interpreter and translator see nothing else.
 *   <li>{@link dev.lockstep.isa.Disassembler} writes an instruction as GNU objdump does, from the row's syntax or the
 *       preferred spelling in {@link dev.lockstep.isa.Alias}.
 *   <li>Fuzzers draw words from {@link dev.lockstep.isa.Encoding#randomize}.
 * </ul>
 *
 * <p>To add an instruction: add its {@link dev.lockstep.isa.Opcode}, its row, and a line to the tests'
 * {@code examples.txt} or {@code thumb-examples.txt}. The tests then prove that the row collides with no other, and
 * compare it with objdump.
 *
 * <p>Everything here is immutable and may be used by any number of threads.
 */
package dev.lockstep.isa;
