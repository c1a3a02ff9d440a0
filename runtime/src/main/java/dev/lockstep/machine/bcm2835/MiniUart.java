package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;

/**
 * The auxiliary block with its mini-UART (Guide 2.1 and 2.2), at pins 14 and 15 in function ALT5. The two SPI masters of
 * the block are not modelled. There is no overrun.
 */
final class MiniUart implements Device {
    static final int ADDRESS = 0x20215000;
    static final int BYTES = 0x6c;
    static final int TRANSMIT_PIN = 14;
    static final int RECEIVE_PIN = 15;

    private static final int AUX_IRQ = 0x00;
    private static final int AUX_ENABLES = 0x04;
    private static final int AUX_MU_IO = 0x40;
    private static final int AUX_MU_IER = 0x44;
    private static final int AUX_MU_IIR = 0x48;
    private static final int AUX_MU_LCR = 0x4c;
    private static final int AUX_MU_MCR = 0x50;
    private static final int AUX_MU_LSR = 0x54;
    private static final int AUX_MU_MSR = 0x58;
    private static final int AUX_MU_SCRATCH = 0x5c;
    private static final int AUX_MU_CNTL = 0x60;
    private static final int AUX_MU_STAT = 0x64;
    private static final int AUX_MU_BAUD = 0x68;

    private static final int ENABLES = 0b111;
    private static final int ENABLE_MINI_UART = 1;
    private static final int DEPTH = 8;
    private static final int BYTE = 0xff;
    private static final int SEVEN_BITS = 0x7f;
    private static final int BITS_IN_BYTE = 8;
    private static final int BAUD = 0xffff;

    /** Errata to AUX_MU_IER_REG: receive is bit 0 and transmit bit 1, not as printed. */
    private static final int INTERRUPT_RECEIVE = 1;

    private static final int INTERRUPT_TRANSMIT = 1 << 1;

    private static final int IIR_NONE = 0b001;
    private static final int IIR_TRANSMIT = 0b010;
    private static final int IIR_RECEIVE = 0b100;
    private static final int IIR_FIFOS = 0b11 << 6;
    private static final int CLEAR_RECEIVE = 1 << 1;
    private static final int CLEAR_TRANSMIT = 1 << 2;

    /** Errata to AUX_MU_LCR_REG: both bits must be set for 8 bits. */
    private static final int LCR_EIGHT_BITS = 0b11;

    private static final int LCR_DLAB = 1 << 7;

    private static final int LSR_DATA_READY = 1;
    private static final int LSR_TRANSMITTER_EMPTY = 1 << 5;
    private static final int LSR_TRANSMITTER_IDLE = 1 << 6;
    private static final int MSR_CTS = 1 << 5;
    private static final int CNTL_RECEIVE = 1;
    private static final int CNTL_TRANSMIT = 1 << 1;

    private static final int STAT_SYMBOL = 1;
    private static final int STAT_SPACE = 1 << 1;
    private static final int STAT_RECEIVER_IDLE = 1 << 2;
    private static final int STAT_TRANSMITTER_IDLE = 1 << 3;
    private static final int STAT_TRANSMIT_FULL = 1 << 5;
    private static final int STAT_TRANSMIT_EMPTY = 1 << 8;
    private static final int STAT_TRANSMIT_DONE = 1 << 9;
    private static final int STAT_RECEIVE_FILL = 16;
    private static final int STAT_TRANSMIT_FILL = 24;

    /** A start bit, eight data bits, a stop bit; of 8 samples each. */
    private static final int SAMPLES_PER_CHARACTER = 10 * 8;

    private final SerialLine line;
    private final Gpio pins;
    private final InterruptController.Line interrupt;
    private final Transmitter transmitter = new Transmitter(DEPTH, this::emit);
    private final Receiver receiver;
    private final Fifo received;
    private long now;
    private int enables;
    private int interrupts;
    private int lineControl;
    private int modemControl;
    private int scratch;
    private int control = CNTL_RECEIVE | CNTL_TRANSMIT;
    private int baud;

    MiniUart(SerialLine line, Gpio pins, InterruptController.Line interrupt) {
        this.line = line;
        this.pins = pins;
        this.interrupt = interrupt;
        receiver = new Receiver(line, DEPTH, () -> {}, () -> {});
        received = receiver.fifo();
    }

    @Override
    public boolean has(int offset) {
        return offset <= AUX_ENABLES || offset >= AUX_MU_IO;
    }

    @Override
    public int read(int offset) {
        if (offset == AUX_IRQ) {
            return pending() == IIR_NONE ? 0 : ENABLE_MINI_UART;
        }
        if (offset == AUX_ENABLES) {
            return enables;
        }
        int value = enabled() ? readEnabled(offset) : 0;
        interrupt.drive(pending() != IIR_NONE);
        return value;
    }

    /** Without its enable bit no register of the mini-UART can be reached (Guide 2.1, AUXENB). */
    @Override
    public void write(int offset, int value) {
        if (offset == AUX_ENABLES) {
            enables = value & ENABLES;
        } else if (enabled()) {
            writeEnabled(offset, value);
        }
        advance(now);
    }

    @Override
    public void advance(long cycle) {
        now = cycle;
        if ((control & CNTL_TRANSMIT) != 0 && enabled()) {
            transmitter.advance(now, cyclesPerCharacter());
        }
        if (listens()) {
            receiver.advance(now, cyclesPerCharacter());
        }
        interrupt.drive(pending() != IIR_NONE);
    }

    @Override
    public long due() {
        return (control & CNTL_TRANSMIT) != 0 && enabled() ? transmitter.due() : Long.MAX_VALUE;
    }

    @Override
    public long poll() {
        boolean wanted = listens() && (interrupts & INTERRUPT_RECEIVE) != 0 && received.isEmpty();
        return wanted ? receiver.nextLook() : Long.MAX_VALUE;
    }

    private boolean enabled() {
        return (enables & ENABLE_MINI_UART) != 0;
    }

    private boolean listens() {
        return line.hasInput() && enabled() && (control & CNTL_RECEIVE) != 0 && pins.has(RECEIVE_PIN, Gpio.ALT5);
    }

    private long cyclesPerCharacter() {
        return line.timed() ? Clocks.cyclesOfCoreClocks((long) SAMPLES_PER_CHARACTER * (baud + 1)) : 0;
    }

    private void emit(int character) {
        if (pins.has(TRANSMIT_PIN, Gpio.ALT5)) {
            boolean eight = (lineControl & LCR_EIGHT_BITS) == LCR_EIGHT_BITS;
            line.send(eight ? character : character & SEVEN_BITS);
        }
    }

    private int readEnabled(int offset) {
        boolean divisor = (lineControl & LCR_DLAB) != 0;
        return switch (offset) {
            case AUX_MU_IO -> {
                if (divisor) {
                    yield baud & BYTE;
                }
                yield received.isEmpty() ? 0 : received.remove();
            }
            case AUX_MU_IER -> divisor ? baud >>> BITS_IN_BYTE : interrupts;
            case AUX_MU_IIR -> IIR_FIFOS | pending();
            case AUX_MU_LCR -> lineControl;
            case AUX_MU_MCR -> modemControl;
            case AUX_MU_LSR -> lineStatus();
            case AUX_MU_MSR -> MSR_CTS;
            case AUX_MU_SCRATCH -> scratch;
            case AUX_MU_CNTL -> control;
            case AUX_MU_STAT -> status();
            case AUX_MU_BAUD -> baud;
            default -> 0;
        };
    }

    private void writeEnabled(int offset, int value) {
        boolean divisor = (lineControl & LCR_DLAB) != 0;
        switch (offset) {
            case AUX_MU_IO -> {
                if (divisor) {
                    baud = baud & ~BYTE | value & BYTE;
                } else if (!transmitter.fifo().isFull()) {
                    transmitter.fifo().add(value);
                }
            }
            case AUX_MU_IER -> {
                if (divisor) {
                    baud = baud & BYTE | (value & BYTE) << BITS_IN_BYTE;
                } else {
                    interrupts = value & BYTE;
                }
            }
            case AUX_MU_IIR -> {
                if ((value & CLEAR_RECEIVE) != 0) {
                    received.clear();
                }
                if ((value & CLEAR_TRANSMIT) != 0) {
                    transmitter.fifo().clear();
                }
            }
            case AUX_MU_LCR -> lineControl = value & BYTE;
            case AUX_MU_MCR -> modemControl = value & BYTE;
            case AUX_MU_SCRATCH -> scratch = value & BYTE;
            case AUX_MU_CNTL -> control = value & BYTE;
            case AUX_MU_BAUD -> baud = value & BAUD;
            default -> {} // the status registers cannot be written
        }
    }

    /** Bits 2:0 of AUX_MU_IIR: what interrupts, receiving first. */
    private int pending() {
        if (!enabled()) {
            return IIR_NONE;
        }
        if ((interrupts & INTERRUPT_RECEIVE) != 0 && !received.isEmpty()) {
            return IIR_RECEIVE;
        }
        boolean empty = transmitter.fifo().isEmpty();
        return (interrupts & INTERRUPT_TRANSMIT) != 0 && empty ? IIR_TRANSMIT : IIR_NONE;
    }

    private int lineStatus() {
        return (received.isEmpty() ? 0 : LSR_DATA_READY)
                | (transmitter.fifo().isFull() ? 0 : LSR_TRANSMITTER_EMPTY)
                | (transmitter.idle() ? LSR_TRANSMITTER_IDLE : 0);
    }

    private int status() {
        Fifo sending = transmitter.fifo();
        return (received.isEmpty() ? 0 : STAT_SYMBOL)
                | (sending.isFull() ? STAT_TRANSMIT_FULL : STAT_SPACE)
                | STAT_RECEIVER_IDLE
                | (transmitter.due() == Long.MAX_VALUE ? STAT_TRANSMITTER_IDLE : 0)
                | (sending.isEmpty() ? STAT_TRANSMIT_EMPTY : 0)
                | (transmitter.idle() ? STAT_TRANSMIT_DONE : 0)
                | received.fill() << STAT_RECEIVE_FILL
                | sending.fill() << STAT_TRANSMIT_FILL;
    }
}
