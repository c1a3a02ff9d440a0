package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;
import java.util.Arrays;

/**
 * A device of which only the registers are there, and that always answers as if it had nothing to do: SPI, BSC (I2C), PWM
 * and PCM. Each register keeps some of the bits written, and reads others as ones.
 */
final class IdleRegisters implements Device {
    private static final int WORD = 4;

    private final int[] kept;
    private final int[] ones;
    private final int[] values;

    private IdleRegisters(int... keptAndOnes) {
        int registers = keptAndOnes.length / 2;
        kept = new int[registers];
        ones = new int[registers];
        values = new int[registers];
        Arrays.setAll(kept, i -> keptAndOnes[2 * i]);
        Arrays.setAll(ones, i -> keptAndOnes[2 * i + 1]);
    }

    /** SPI0 (Guide 10.5): CS with DONE and TXD, FIFO, CLK, DLEN, LTOH, DC. Its line reads as zeros that never come. */
    static IdleRegisters spi() {
        return new IdleRegisters(0x01e0ffcf, 0x00050000, 0, 0, 0xffff, 0, 0xffff, 0, 0xf, 0, 0xffffffff, 0);
    }

    /**
     * A BSC master (Guide 3.2): C, S with DONE, TXD, TXE and ERR as nobody acknowledges, DLEN, A, FIFO, DIV, DEL, CLKT.
     */
    static IdleRegisters bsc() {
        return new IdleRegisters(0x8701, 0, 0, 0x152, 0xffff, 0, 0x7f, 0, 0, 0, 0xffff, 0, 0xffffffff, 0, 0xffff, 0);
    }

    /** PWM (Guide 9.6): CTL, STA with EMPT1, DMAC, a gap, RNG1, DAT1, FIF1, a gap, RNG2, DAT2. */
    static IdleRegisters pwm() {
        return new IdleRegisters(0xffbf, 0, 0, 0x2, 0x8000ffff, 0, 0, 0, -1, 0, -1, 0, 0, 0, 0, 0, -1, 0, -1, 0);
    }

    /** PCM (Guide 8.8): CS_A with TXE, TXD and TXW, FIFO_A, MODE_A, RXC_A, TXC_A, DREQ_A, INTEN_A, INTSTC_A, GRAY. */
    static IdleRegisters pcm() {
        return new IdleRegisters(0x1e001e7, 0x2a0000, 0, 0, -1, 0, -1, 0, -1, 0, -1, 0, 0xf, 0, 0, 0, 0x7f, 0);
    }

    /** The size of its registers. */
    int bytes() {
        return values.length * WORD;
    }

    @Override
    public int read(int offset) {
        return values[offset / WORD] | ones[offset / WORD];
    }

    @Override
    public void write(int offset, int value) {
        values[offset / WORD] = value & kept[offset / WORD];
    }
}
