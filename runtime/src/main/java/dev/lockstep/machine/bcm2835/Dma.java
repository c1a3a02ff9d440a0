package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;
import dev.lockstep.machine.bus.PhysicalMemory;
import java.util.List;

/**
 * Fifteen DMA channels (Guide 4). A control block is done at once, whatever it is paced by; after {@link #BURST} of them
 * a channel rests for a microsecond, so that a chain without an end runs beside the processor.
 */
final class Dma implements Device {
    static final int ADDRESS = 0x20007000;
    static final int BYTES = 0x1000;
    static final int CHANNELS = 15;

    /** Channels that have an interrupt line of their own. */
    static final int LINES = 13;

    private static final int BURST = 64;
    private static final int CHANNEL_SHIFT = 8;
    private static final int CHANNEL_MASK = 0xff;

    private static final int CS = 0x00;
    private static final int CONBLK_AD = 0x04;
    private static final int TI = 0x08;
    private static final int SOURCE_AD = 0x0c;
    private static final int DEST_AD = 0x10;
    private static final int TXFR_LEN = 0x14;
    private static final int STRIDE = 0x18;
    private static final int NEXTCONBK = 0x1c;
    private static final int DEBUG = 0x20;
    private static final int INT_STATUS = 0xfe0;
    private static final int ENABLE = 0xff0;

    private static final int CS_ACTIVE = 1;
    private static final int CS_END = 1 << 1;
    private static final int CS_INT = 1 << 2;
    private static final int CS_ABORT = 1 << 30;
    private static final int CS_RESET = 1 << 31;

    /** Bits of CS that keep what was written: priorities, waiting for writes, debug. */
    private static final int CS_KEPT = 0x30ff0000;

    private static final int ENABLE_AT_RESET = 0x7fff;

    private final PhysicalMemory memory;
    private final List<InterruptController.Line> lines;
    private final Channel[] channels = new Channel[CHANNELS];
    private int enabled = ENABLE_AT_RESET;
    private long now;

    /** One channel: its status and the control block that it has loaded. */
    private static final class Channel {
        private int status;
        private DmaBlock block = DmaBlock.EMPTY;
        private int address;
        private long due = Long.MAX_VALUE;
    }

    Dma(PhysicalMemory memory, List<InterruptController.Line> lines) {
        this.memory = memory;
        this.lines = List.copyOf(lines);
        for (int i = 0; i < CHANNELS; i++) {
            channels[i] = new Channel();
        }
    }

    @Override
    public boolean has(int offset) {
        boolean ofChannel = (offset & CHANNEL_MASK) <= DEBUG && offset >>> CHANNEL_SHIFT < CHANNELS;
        return ofChannel || offset == INT_STATUS || offset == ENABLE;
    }

    @Override
    public int read(int offset) {
        if (offset == INT_STATUS) {
            return interrupting();
        }
        if (offset == ENABLE) {
            return enabled;
        }
        Channel channel = channels[offset >>> CHANNEL_SHIFT];
        return switch (offset & CHANNEL_MASK) {
            case CS -> channel.status;
            case CONBLK_AD -> channel.address;
            case TI -> channel.block.information();
            case SOURCE_AD -> channel.block.source();
            case DEST_AD -> channel.block.destination();
            case TXFR_LEN -> channel.block.length();
            case STRIDE -> channel.block.stride();
            case NEXTCONBK -> channel.block.next();
            default -> 0; // DEBUG: no errors
        };
    }

    @Override
    public void write(int offset, int value) {
        if (offset == ENABLE) {
            enabled = value & ENABLE_AT_RESET;
        } else if (offset != INT_STATUS) {
            int index = offset >>> CHANNEL_SHIFT;
            Channel channel = channels[index];
            switch (offset & CHANNEL_MASK) {
                case CS -> control(index, value);
                case CONBLK_AD -> channel.address = value;
                case NEXTCONBK -> channel.block = channel.block.withNext(value);
                default -> {} // loaded from control blocks only
            }
        }
        drive();
    }

    @Override
    public void advance(long cycle) {
        now = cycle;
        for (Channel channel : channels) {
            if (channel.due <= now) {
                run(channel);
            }
        }
        drive();
    }

    @Override
    public long due() {
        long due = Long.MAX_VALUE;
        for (Channel channel : channels) {
            due = Math.min(due, channel.due);
        }
        return due;
    }

    private void control(int index, int value) {
        Channel channel = channels[index];
        if ((value & CS_RESET) != 0) {
            channels[index] = new Channel();
            return;
        }
        channel.status = channel.status & ~(value & (CS_END | CS_INT)) & ~(CS_KEPT | CS_ACTIVE) | value & CS_KEPT;
        channel.due = Long.MAX_VALUE;
        if ((value & CS_ABORT) != 0) {
            channel.address = channel.block.next();
        }
        if ((value & CS_ACTIVE) != 0 && (enabled >>> index & 1) != 0) {
            channel.status |= CS_ACTIVE;
            run(channel);
        }
    }

    /** Does control blocks until the chain ends: an address of 0 (Guide 4.2.1.2). */
    private void run(Channel channel) {
        channel.due = Long.MAX_VALUE;
        for (int done = 0; channel.address != 0 && done < BURST; done++) {
            channel.block = DmaBlock.load(memory, channel.address);
            channel.block.transfer(memory);
            channel.status |= channel.block.interrupts() ? CS_END | CS_INT : CS_END;
            channel.address = channel.block.next();
        }
        if (channel.address == 0) {
            channel.status &= ~CS_ACTIVE;
        } else {
            channel.due = now + Clocks.CYCLES_PER_MICROSECOND;
        }
    }

    private int interrupting() {
        int bits = 0;
        for (int i = 0; i < CHANNELS; i++) {
            bits |= (channels[i].status & CS_INT) != 0 ? 1 << i : 0;
        }
        return bits;
    }

    /** Channels beyond those with a line of their own share the last one. */
    private void drive() {
        int bits = interrupting();
        for (int i = 0; i < LINES - 1; i++) {
            lines.get(i).drive((bits >>> i & 1) != 0);
        }
        lines.get(LINES - 1).drive(bits >>> LINES - 1 != 0);
    }
}
