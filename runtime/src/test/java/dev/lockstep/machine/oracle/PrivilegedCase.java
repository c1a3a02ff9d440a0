package dev.lockstep.machine.oracle;

import static dev.lockstep.machine.oracle.PrivilegedLayout.CODE;
import static dev.lockstep.machine.oracle.PrivilegedLayout.INTERRUPTS;
import static dev.lockstep.machine.oracle.PrivilegedLayout.REGISTERS;
import static dev.lockstep.machine.oracle.PrivilegedLayout.SLOT_BYTES;
import static dev.lockstep.machine.oracle.PrivilegedLayout.WINDOW_AT;

import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import dev.lockstep.isa.Encoding;
import dev.lockstep.isa.Instruction;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One case: the state that it begins in and its instructions, ARM or Thumb. Its arrays are its own to fill. */
final class PrivilegedCase {
    /** Into {@link #registers}. */
    static final int USER_HIGH = 8;

    static final int FIQ_HIGH = 13;
    static final int STACKS = 18;
    static final int SAVED = 30;
    static final int THREADS = 35;

    /** As {@link PrivilegedLayout} orders them. */
    final int[] registers = new int[PrivilegedLayout.REGISTER_WORDS];

    final int[] window = new int[PrivilegedLayout.WINDOW_WORDS];

    /** Words, two halfwords each in Thumb state; what is not filled ends the case. */
    final int[] code = new int[SLOT_BYTES / Integer.BYTES];

    /** How many instructions were drawn. */
    int length;

    boolean thumb;
    int cpsr;
    boolean irq;
    boolean fiq;

    /** Writes it as the case of this number. */
    void write(ByteBuffer memory, int number) {
        ByteBuffer words = memory.duplicate().order(memory.order());
        int slot = CODE + SLOT_BYTES * number;
        words.position(slot);
        for (int word : code) {
            words.putInt(word);
        }
        int at = PrivilegedLayout.CASES + PrivilegedLayout.BYTES * number;
        words.putInt(at, slot | (thumb ? 1 : 0)).putInt(at + 4, cpsr);
        words.position(at + REGISTERS);
        for (int register : registers) {
            words.putInt(register);
        }
        words.putInt(at + INTERRUPTS, irq ? 2 : 0).putInt(at + INTERRUPTS + 4, fiq ? 0x81 : 0);
        words.position(at + WINDOW_AT);
        for (int word : window) {
            words.putInt(word);
        }
    }

    /** The rows of the instruction table that it has. */
    Set<Encoding> rows() {
        return IntStream.range(0, length)
                .mapToObj(i -> instruction(i).encoding())
                .collect(Collectors.toSet());
    }

    private Instruction instruction(int i) {
        return thumb
                ? Decoder.decodeThumbSystem(code[i / 2] >>> Short.SIZE * (i & 1) & 0xffff)
                : Decoder.decodeSystem(code[i]);
    }

    /** Its instructions and the status that it is entered with. */
    @Override
    public String toString() {
        StringJoiner text =
                new StringJoiner("; ", "cpsr %08x%s%s: ".formatted(cpsr, irq ? " irq" : "", fiq ? " fiq" : ""), "");
        for (int i = 0; i < length; i++) {
            text.add(Disassembler.disassemble(instruction(i), 0));
        }
        return text.toString();
    }
}
