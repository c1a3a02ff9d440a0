package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import dev.lockstep.isa.Instruction;
import dev.lockstep.translator.analysis.CodeState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One instruction and the state that it is executed in. */
final class InstructionCase {
    /** The memory that instructions may access: it straddles a page boundary. */
    static final int WINDOW = 0x0050_0fc0;

    static final int WINDOW_BYTES = 128;

    /** Lowest page of the window, and bytes of its pages. */
    static final int WINDOW_PAGE = 0x0050_0000;

    static final int WINDOW_PAGE_BYTES = 0x2000;

    static final int PC = 15;

    final int slot;
    final CodeState state;
    final int[] registers = new int[PC];
    final long[] doubles = new long[16];
    final byte[] window = new byte[WINDOW_BYTES];

    /** Where in its slot the instruction is: 0, or 2 for some of Thumb. */
    final int offset;

    /** The last two words of the slot, for loads relative to the pc; Thumb has only the second. */
    final int[] literals = new int[2];

    int word;
    int cpsr;
    int fpscr;
    int threadId;

    /** Address of the landing that it may branch to. */
    int target;

    /** Whether that is in Thumb state. */
    boolean targetThumb;

    /** Size of the load-exclusive that precedes: 1, 2, 4 or 8 bytes; 0 for none. */
    int exclusiveBytes;

    int exclusiveAddress = WINDOW;

    /**
     * A case.
     *
     * @param state the instruction set, and the order of data
     * @param offset of the instruction in its slot
     */
    InstructionCase(int slot, CodeState state, int offset, int word) {
        this.slot = slot;
        this.state = state;
        this.offset = offset;
        this.word = word;
    }

    /** Sets a word of the window, in the order of the case's data. */
    void putWindow(int at, int value) {
        ByteBuffer.wrap(window)
                .order(state.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .putInt(at, value);
    }

    int slotAddress() {
        return Landings.slotAddress(slot);
    }

    int address() {
        return slotAddress() + offset;
    }

    /** The address of the next instruction. */
    int following() {
        return address() + instruction().size();
    }

    /** What the pc reads as. */
    int pc() {
        return address() + (state.thumb() ? 4 : 8);
    }

    Instruction instruction() {
        return state.thumb() ? Decoder.decodeThumb(word) : Decoder.decode(word);
    }

    /** The bits T and E of the state. */
    int stateBits() {
        return (state.thumb() ? CpuState.THUMB : 0) | (state.bigEndian() ? CpuState.BIG_ENDIAN : 0);
    }

    /** Everything about it, before it is executed. */
    String describe() {
        CaseResult before = new CaseResult(registers, address(), cpsr, doubles, fpscr, threadId, window);
        return "%08x: %08x  %s%n  before: %s%n  exclusive monitor: %s"
                .formatted(
                        address(),
                        word,
                        Disassembler.disassemble(instruction(), address()),
                        before,
                        exclusiveBytes == 0 ? "open" : exclusiveBytes + " bytes at %08x".formatted(exclusiveAddress));
    }
}
