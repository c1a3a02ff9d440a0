package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;

/**
 * The PL011 UART (Guide 13; ARM DDI0183 for what that leaves out), at pins 14 and 15 in function ALT0. Modem lines, DMA and
 * receive errors are not modelled.
 */
final class Pl011 implements Device {
    static final int ADDRESS = 0x20201000;
    static final int BYTES = 0x4c;

    private static final int DR = 0x00;
    private static final int RSRECR = 0x04;
    private static final int FR = 0x18;
    private static final int IBRD = 0x24;
    private static final int FBRD = 0x28;
    private static final int LCRH = 0x2c;
    private static final int CR = 0x30;
    private static final int IFLS = 0x34;
    private static final int IMSC = 0x38;
    private static final int RIS = 0x3c;
    private static final int MIS = 0x40;
    private static final int ICR = 0x44;
    private static final int DMACR = 0x48;

    private static final int DEPTH = 16;
    private static final int FR_BUSY = 1 << 3;
    private static final int FR_RXFE = 1 << 4;
    private static final int FR_TXFF = 1 << 5;
    private static final int FR_RXFF = 1 << 6;
    private static final int FR_TXFE = 1 << 7;
    private static final int LCRH_FEN = 1 << 4;
    private static final int LCRH_WLEN_SHIFT = 5;
    private static final int LCRH_WLEN = 0b11;
    private static final int SHORTEST_WORD = 5;
    private static final int CR_UARTEN = 1;
    private static final int CR_LBE = 1 << 7;
    private static final int CR_TXE = 1 << 8;
    private static final int CR_RXE = 1 << 9;
    private static final int INT_RX = 1 << 4;
    private static final int INT_TX = 1 << 5;

    /** Receive timeout: something waits in the FIFO, below its trigger level, and nothing more comes. */
    private static final int INT_RT = 1 << 6;

    private static final int INTERRUPTS = 0x7f2;
    private static final int IFLS_AT_RESET = 0b010010;
    private static final int IFLS_BITS = 0b111;
    private static final int IFLS_RECEIVE_SHIFT = 3;

    /** Trigger levels in sixteenths, by a field of IFLS (Guide 13.4, IFLS): 1/8, 1/4, 1/2, 3/4, 7/8, then reserved. */
    private static final int[] TRIGGERS = {2, 4, 8, 12, 14, 14, 14, 14};

    private static final int HALFWORD = 0xffff;
    private static final int FRACTION_BITS = 6;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final int SAMPLES_PER_CHARACTER = 10 * 16;

    private final SerialLine line;
    private final Gpio pins;
    private final InterruptController.Line interrupt;
    private final Transmitter transmitter = new Transmitter(DEPTH, this::emit);
    private final Receiver receiver;
    private final Fifo received;
    private long now;
    private int integerDivisor;
    private int fractionalDivisor;
    private int lineControl;
    private int control = CR_TXE | CR_RXE;
    private int levels = IFLS_AT_RESET;
    private int mask;
    private int raw;
    private int dma;

    Pl011(SerialLine line, Gpio pins, InterruptController.Line interrupt) {
        this.line = line;
        this.pins = pins;
        this.interrupt = interrupt;
        receiver = new Receiver(line, DEPTH, this::arrived, this::quiet);
        received = receiver.fifo();
        received.limit(1);
        transmitter.fifo().limit(1);
    }

    @Override
    public boolean has(int offset) {
        return offset <= RSRECR || offset == FR || offset >= IBRD;
    }

    @Override
    public int read(int offset) {
        int value =
                switch (offset) {
                    case DR -> received.isEmpty() ? 0 : receive();
                    case FR -> flags();
                    case IBRD -> integerDivisor;
                    case FBRD -> fractionalDivisor;
                    case LCRH -> lineControl;
                    case CR -> control;
                    case IFLS -> levels;
                    case IMSC -> mask;
                    case RIS -> raw;
                    case MIS -> raw & mask;
                    case DMACR -> dma;
                    default -> 0; // no receive errors; ICR is for writing
                };
        interrupt.drive((raw & mask) != 0);
        return value;
    }

    @Override
    public void write(int offset, int value) {
        switch (offset) {
            case DR -> send(value);
            case IBRD -> integerDivisor = value & HALFWORD;
            case FBRD -> fractionalDivisor = value & FRACTION;
            case LCRH -> lineControl(value);
            case CR -> control = value & HALFWORD;
            case IFLS -> levels = value & (IFLS_BITS | IFLS_BITS << IFLS_RECEIVE_SHIFT);
            case IMSC -> mask = value & INTERRUPTS;
            case ICR -> raw &= ~value;
            case DMACR -> dma = value & IFLS_BITS;
            default -> {} // flags and pending interrupts cannot be written; there are no errors to clear
        }
        advance(now);
    }

    @Override
    public void advance(long cycle) {
        now = cycle;
        if (on(CR_TXE)) {
            // set when the FIFO falls to its trigger level, not by being there (Guide 13.5); sending in no time, it
            // always falls
            boolean above = transmitter.fifo().fill() > (line.timed() ? transmitTrigger() : 0);
            transmitter.advance(now, cyclesPerCharacter());
            raw |= above && transmitter.fifo().fill() <= transmitTrigger() ? INT_TX : 0;
        }
        if (listens()) {
            receiver.advance(now, cyclesPerCharacter());
        }
        interrupt.drive((raw & mask) != 0);
    }

    @Override
    public long due() {
        return on(CR_TXE) ? transmitter.due() : Long.MAX_VALUE;
    }

    @Override
    public long poll() {
        boolean wanted = listens() && (mask & ~raw & (INT_RX | INT_RT)) != 0 && !received.isFull();
        return wanted ? receiver.nextLook() : Long.MAX_VALUE;
    }

    private boolean on(int direction) {
        return (control & CR_UARTEN) != 0 && (control & direction) != 0;
    }

    private boolean listens() {
        return line.hasInput() && on(CR_RXE) && (control & CR_LBE) == 0 && pins.has(MiniUart.RECEIVE_PIN, Gpio.ALT0);
    }

    private long cyclesPerCharacter() {
        long divisor = (long) integerDivisor << FRACTION_BITS | fractionalDivisor;
        long clocks = SAMPLES_PER_CHARACTER * divisor >>> FRACTION_BITS;
        return line.timed() ? clocks * Clocks.ARM_HZ / Clocks.UART_HZ : 0;
    }

    private void send(int value) {
        Fifo sending = transmitter.fifo();
        if (sending.isFull()) {
            return;
        }
        sending.add(value);
        if (sending.fill() > transmitTrigger()) {
            raw &= ~INT_TX;
        }
    }

    private void emit(int character) {
        int bits = SHORTEST_WORD + (lineControl >>> LCRH_WLEN_SHIFT & LCRH_WLEN);
        int sent = character & (1 << bits) - 1;
        if ((control & CR_LBE) != 0) {
            if (on(CR_RXE) && !received.isFull()) {
                receiver.take(sent);
            }
        } else if (pins.has(MiniUart.TRANSMIT_PIN, Gpio.ALT0)) {
            line.send(sent);
        }
    }

    private void quiet() {
        raw |= received.isEmpty() ? 0 : INT_RT;
    }

    private void arrived() {
        raw |= received.fill() >= receiveTrigger() ? INT_RX : 0;
    }

    private int receive() {
        int character = received.remove();
        if (received.fill() < receiveTrigger()) {
            raw &= ~INT_RX;
        }
        if (received.isEmpty()) {
            raw &= ~INT_RT;
        }
        return character;
    }

    /** Without FIFOs each is one character deep; a change empties them. */
    private void lineControl(int value) {
        if (((value ^ lineControl) & LCRH_FEN) != 0) {
            int depth = (value & LCRH_FEN) != 0 ? DEPTH : 1;
            received.clear();
            received.limit(depth);
            transmitter.fifo().clear();
            transmitter.fifo().limit(depth);
        }
        lineControl = value & 0xff;
    }

    private int receiveTrigger() {
        return (lineControl & LCRH_FEN) != 0 ? TRIGGERS[levels >>> IFLS_RECEIVE_SHIFT & IFLS_BITS] : 1;
    }

    private int transmitTrigger() {
        return (lineControl & LCRH_FEN) != 0 ? TRIGGERS[levels & IFLS_BITS] : 0;
    }

    private int flags() {
        return (transmitter.idle() ? 0 : FR_BUSY)
                | (received.isEmpty() ? FR_RXFE : 0)
                | (transmitter.fifo().isFull() ? FR_TXFF : 0)
                | (received.isFull() ? FR_RXFF : 0)
                | (transmitter.fifo().isEmpty() ? FR_TXFE : 0);
    }
}
