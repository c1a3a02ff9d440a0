package dev.lockstep.translator;

import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import dev.lockstep.isa.Instruction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One instruction and the state that it is executed in; also where everything lies, for both sides. */
final class InstructionCase {
    /** Slots: an instruction, and a word that ends the case; the latter differs between the sides. */
    static final int SLOTS = 0x0020_0000;

    static final int SLOT_BYTES = 8;

    /** Where instructions that write the pc go. */
    static final int LANDINGS = 0x0040_0000;

    static final int LANDING_BYTES = 16;
    static final int LANDING_COUNT = 16;

    /** The memory that instructions may access: it straddles a page boundary. */
    static final int WINDOW = 0x0050_0fc0;

    static final int WINDOW_BYTES = 128;

    /** Lowest page of the window, and bytes of its pages. */
    static final int WINDOW_PAGE = 0x0050_0000;

    static final int WINDOW_PAGE_BYTES = 0x2000;

    static final int PC = 15;

    final int slot;
    final int[] registers = new int[PC];
    final byte[] window = new byte[WINDOW_BYTES];
    int word;
    int cpsr;
    /** Size of the load-exclusive that precedes: 1, 2, 4 or 8 bytes; 0 for none. */
    int exclusiveBytes;

    int exclusiveAddress = WINDOW;

    InstructionCase(int slot, int word) {
        this.slot = slot;
        this.word = word;
    }

    /** Sets a word of the window. */
    void putWindow(int offset, int value) {
        ByteBuffer.wrap(window).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    }

    int address() {
        return SLOTS + SLOT_BYTES * slot;
    }

    Instruction instruction() {
        return Decoder.decode(word);
    }

    /** Whether an address is where a case may end by a branch. */
    static boolean isLanding(int address) {
        int offset = address - LANDINGS;
        return offset >= 0 && offset < LANDING_BYTES * LANDING_COUNT && offset % LANDING_BYTES == 0;
    }

    /** Everything about it, before it is executed. */
    String describe() {
        return "%08x: %08x  %s%n  before: %s%n  exclusive monitor: %s"
                .formatted(
                        address(),
                        word,
                        Disassembler.disassemble(instruction(), address()),
                        new CaseResult(registers, address(), cpsr, window),
                        exclusiveBytes == 0 ? "open" : exclusiveBytes + " bytes at %08x".formatted(exclusiveAddress));
    }
}
