package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A random program: a loop with forward branches and calls, and the state that it starts in. It begins with the places where
 * it ends, one for each instruction set; {@link #START} is behind them.
 *
 * @param code from {@link #CODE} on
 * @param registers r0 to pc
 * @param cpsr with the instruction set to start in
 * @param data what is in memory from {@link #DATA} on
 * @param vfp whether there may be VFP instructions
 * @param last address of the branch to where it ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sequence(byte[] code, int[] registers, int cpsr, long[] doubles, int fpscr, byte[] data, boolean vfp, int last) {
    static final int CODE = 0x0020_0000;
    static final int DATA = 0x0050_0000;
    static final int DATA_BYTES = 1 << 14;

    /** Where a sequence ends: in ARM state, and in Thumb state. */
    static final int ARM_END = CODE;

    static final int THUMB_END = CODE + 4;
    static final int START = CODE + 12;

    /** Its code as bytes, which the state that is executed in gives a meaning, and both readings of it, line by line. */
    String listing() {
        StringBuilder lines = new StringBuilder();
        ByteBuffer words = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        for (int offset = 0; offset < code.length; offset += 4) {
            int address = CODE + offset;
            int word = words.getInt(offset);
            lines.append("  %08x: %08x  %-40s| %s; %s%n"
                    .formatted(
                            address,
                            word,
                            Disassembler.disassemble(Decoder.decode(word), address),
                            thumb(words, offset),
                            thumb(words, offset + 2)));
        }
        for (int number = 0; number < registers.length; number++) {
            lines.append("r%d=%08x ".formatted(number, registers[number]));
        }
        lines.append("cpsr=%08x fpscr=%08x".formatted(cpsr, fpscr));
        for (int number = 0; vfp && number < doubles.length; number++) {
            lines.append(" d%d=%s".formatted(number, HexFormat.of().toHexDigits(doubles[number])));
        }
        return lines.toString();
    }

    private static String thumb(ByteBuffer words, int offset) {
        int first = words.getShort(offset) & 0xffff;
        boolean pair = Decoder.isThumbPrefix(first) && offset + 2 < words.capacity();
        int word = pair ? first << 16 | words.getShort(offset + 2) & 0xffff : first;
        return Disassembler.disassemble(Decoder.decodeThumb(word), CODE + offset);
    }

    boolean thumb() {
        return (cpsr & CpuState.THUMB) != 0;
    }

    /** Whether an address is one of the places where it ends. */
    static boolean isEnd(int address) {
        return address == ARM_END || address == THUMB_END;
    }

    /** Whether an address is in the code, but not where it ends. */
    boolean contains(int address) {
        return address >= START && address < CODE + code.length;
    }
}
