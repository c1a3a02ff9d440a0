package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;
import dev.lockstep.machine.bus.PhysicalMemory;
import java.util.List;
import java.util.OptionalInt;

/**
 * Fifteen DMA channels (Guide 4): their registers, and what they share. Transfers are not paced by anything.
 */
final class Dma implements Device {
    static final int ADDRESS = 0x20007000;
    static final int BYTES = 0x1000;
    static final int CHANNELS = 15;

    /** Channels that have an interrupt line of their own. */
    static final int LINES = 13;

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

    private static final int CS_RESET = 1 << 31;
    private static final int ENABLE_AT_RESET = 0x7fff;

    private final List<InterruptController.Line> lines;
    private final DmaChannel[] channels = new DmaChannel[CHANNELS];
    private int enabled = ENABLE_AT_RESET;
    private long now;

    /** Whether a channel is at work: what it moves may reach these registers. */
    private boolean working;

    /** Which, while {@link #working}. */
    private int moving;

    Dma(PhysicalMemory memory, List<InterruptController.Line> lines) {
        this.lines = List.copyOf(lines);
        for (int i = 0; i < CHANNELS; i++) {
            channels[i] = new DmaChannel(memory);
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
        DmaChannel channel = channels[offset >>> CHANNEL_SHIFT];
        return switch (offset & CHANNEL_MASK) {
            case CS -> channel.status();
            case CONBLK_AD -> channel.address();
            case TI -> channel.block().information();
            case SOURCE_AD -> channel.block().source();
            case DEST_AD -> channel.block().destination();
            case TXFR_LEN -> channel.block().length();
            case STRIDE -> channel.block().stride();
            case NEXTCONBK -> channel.block().next();
            default -> 0; // DEBUG: no errors
        };
    }

    @Override
    public void write(int offset, int value) {
        if (offset == ENABLE) {
            enabled = value & ENABLE_AT_RESET;
        } else if (offset != INT_STATUS) {
            int index = offset >>> CHANNEL_SHIFT;
            DmaChannel channel = channels[index];
            switch (offset & CHANNEL_MASK) {
                case CS -> control(index, value);
                case CONBLK_AD -> channel.address(value);
                case NEXTCONBK -> channel.next(value);
                default -> {} // loaded from control blocks only
            }
        }
        drive();
    }

    @Override
    public void advance(long cycle) {
        now = cycle;
        if (working) {
            return;
        }
        working = true;
        for (moving = 0; moving < CHANNELS; moving++) {
            if (channels[moving].due() <= now) {
                channels[moving].work(now);
            }
        }
        working = false;
        drive();
    }

    @Override
    public long due() {
        long due = Long.MAX_VALUE;
        for (DmaChannel channel : channels) {
            due = Math.min(due, channel.due());
        }
        return due;
    }

    /** How often, at least, the chain of each active channel has come round. */
    @Override
    public long rounds() {
        long rounds = Long.MAX_VALUE;
        for (DmaChannel channel : channels) {
            rounds = channel.due() == Long.MAX_VALUE ? rounds : Math.min(rounds, channel.rounds());
        }
        return rounds;
    }

    /** The channel whose transfer is being made; empty outside of transfers. */
    OptionalInt movingChannel() {
        return working ? OptionalInt.of(moving) : OptionalInt.empty();
    }

    private void control(int index, int value) {
        if ((value & CS_RESET) != 0) {
            channels[index].reset();
        } else {
            long later = working ? now + Clocks.CYCLES_PER_MICROSECOND : now;
            channels[index].control(value, (enabled >>> index & 1) != 0, later);
        }
        advance(now);
    }

    private int interrupting() {
        int bits = 0;
        for (int i = 0; i < CHANNELS; i++) {
            bits |= (channels[i].status() & DmaChannel.INT) != 0 ? 1 << i : 0;
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
