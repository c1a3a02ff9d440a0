package dev.lockstep.translator;

import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;

/**
 * A random program: a loop with forward branches and calls, and the state that it starts in.
 *
 * @param words code from {@link #CODE} on
 * @param registers r0 to pc
 * @param data what is in memory from {@link #DATA} on
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sequence(int[] words, int[] registers, int cpsr, byte[] data) {
    static final int CODE = 0x0020_0000;
    static final int DATA = 0x0050_0000;
    static final int DATA_BYTES = 1 << 14;

    /** Its code, a line an instruction. */
    String listing() {
        StringBuilder lines = new StringBuilder();
        for (int k = 0; k < words.length; k++) {
            int address = CODE + 4 * k;
            String text = Disassembler.disassemble(Decoder.decode(words[k]), address);
            lines.append("  %08x: %08x  %s%n".formatted(address, words[k], text));
        }
        for (int number = 0; number < registers.length; number++) {
            lines.append("r%d=%08x ".formatted(number, registers[number]));
        }
        return lines.append("cpsr=%08x".formatted(cpsr)).toString();
    }
}
