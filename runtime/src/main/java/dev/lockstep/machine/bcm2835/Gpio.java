package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;
import java.util.List;

/**
 * The 54 general-purpose pins (Guide 6): what each is for, what it drives and reads, and the events found on it. Pins that
 * wires join have one level: low where any drives low, else high where any drives high, else as a pull makes it. A pin that
 * nothing drives or pulls reads low. Asynchronous edges are found just as synchronous ones are.
 */
final class Gpio implements Device {
    static final int ADDRESS = 0x20200000;
    static final int BYTES = 0xa0;
    static final int PINS = 54;

    /** Function select codes (Guide 6.1, table 6-2). */
    static final int OUTPUT = 0b001;

    static final int ALT0 = 0b100;
    static final int ALT5 = 0b010;

    private static final int GPFSEL5 = 0x14;
    private static final int GPSET = 0x1c;
    private static final int GPCLR = 0x28;
    private static final int GPLEV = 0x34;
    private static final int GPEDS = 0x40;
    private static final int GPREN = 0x4c;
    private static final int GPFEN = 0x58;
    private static final int GPHEN = 0x64;
    private static final int GPLEN = 0x70;
    private static final int GPAREN = 0x7c;
    private static final int GPAFEN = 0x88;
    private static final int GPPUD = 0x94;
    private static final int GPPUDCLK = 0x98;

    /** Two registers of 32 pins each follow one another, then 4 reserved bytes. */
    private static final int PAIR = 12;

    private static final int WORD = 4;
    private static final int WORD_BITS = 32;
    private static final long LOW_WORD = 0xffffffffL;
    private static final long ALL_PINS = (1L << PINS) - 1;
    private static final int PINS_PER_SELECT = 10;
    private static final int SELECT_BITS = 3;
    private static final int SELECT = 0b111;
    private static final int SELECT_WORD = 0x3fffffff;
    private static final int PULL = 0b11;
    private static final int PULL_DOWN = 1;
    private static final int PULL_UP = 2;

    /** Pins of the three banks that have an interrupt each; the fourth line is for all (lines 49 to 52). */
    private static final long[] BANKS = {0x0fffffffL, 0x3fffL << 28, 0xffL << 46, ALL_PINS};

    /** Pulls at reset (Guide 6.2, table 6-31). */
    private static final long UP_AT_RESET = 0x1ffL | 0x7L << 34 | 0xffL << 46;

    private static final long DOWN_AT_RESET = 0x7fffeL << 8 | 0xfL << 30 | 0x7fL << 37;

    private final InterruptController.Line[] lines;

    /** For each pin the pins that wires join it to, itself among them. */
    private final long[] nets;

    private final int[] selects = new int[GPFSEL5 / WORD + 1];
    private long outputs;
    private long latch;
    private long pulledUp = UP_AT_RESET;
    private long pulledDown = DOWN_AT_RESET;
    private int pull;
    private long pullClock;
    private long level;
    private long events;
    private long rising;
    private long falling;
    private long high;
    private long low;
    private long asyncRising;
    private long asyncFalling;
    private boolean selected;

    /**
     * All pins inputs.
     *
     * @param lines of the three banks and of all pins
     */
    Gpio(List<Wire> wires, List<InterruptController.Line> lines) {
        this.lines = lines.toArray(InterruptController.Line[]::new);
        this.nets = nets(wires);
        this.level = levels();
    }

    /**
     * Whether a pin has a function. Until the guest selects any, each pin counts as having what the device that asks needs:
     * a boot loader had the serial port working.
     */
    boolean has(int pin, int function) {
        return !selected || function(pin) == function;
    }

    @Override
    public boolean has(int offset) {
        return offset <= GPFSEL5 || offset >= GPSET && (offset >= GPPUD || (offset - GPSET) % PAIR != 2 * WORD);
    }

    @Override
    public int read(int offset) {
        if (offset <= GPFSEL5) {
            return selects[offset / WORD];
        }
        if (offset == GPPUD) {
            return pull;
        }
        return half(offset, pair(first(offset)));
    }

    @Override
    public void write(int offset, int value) {
        if (offset <= GPFSEL5) {
            select(offset / WORD, value & SELECT_WORD);
        } else if (offset == GPPUD) {
            pull = value & PULL;
        } else {
            writePair(offset, value);
        }
        settle();
    }

    private static int first(int offset) {
        return offset >= GPPUDCLK ? GPPUDCLK : GPSET + (offset - GPSET) / PAIR * PAIR;
    }

    private static int half(int offset, long pins) {
        return offset == first(offset) ? (int) pins : (int) (pins >>> WORD_BITS);
    }

    private long pair(int first) {
        return switch (first) {
            case GPLEV -> level;
            case GPEDS -> events;
            case GPREN -> rising;
            case GPFEN -> falling;
            case GPHEN -> high;
            case GPLEN -> low;
            case GPAREN -> asyncRising;
            case GPAFEN -> asyncFalling;
            case GPPUDCLK -> pullClock;
            default -> 0; // GPSET and GPCLR are for writing
        };
    }

    private void writePair(int offset, int value) {
        int first = first(offset);
        boolean upper = offset != first;
        long bits = (upper ? (value & LOW_WORD) << WORD_BITS : value & LOW_WORD) & ALL_PINS;
        long kept = upper ? LOW_WORD : ~LOW_WORD;
        switch (first) {
            case GPSET -> latch |= bits;
            case GPCLR -> latch &= ~bits;
            case GPEDS -> events &= ~bits;
            case GPREN -> rising = rising & kept | bits;
            case GPFEN -> falling = falling & kept | bits;
            case GPHEN -> high = high & kept | bits;
            case GPLEN -> low = low & kept | bits;
            case GPAREN -> asyncRising = asyncRising & kept | bits;
            case GPAFEN -> asyncFalling = asyncFalling & kept | bits;
            case GPPUDCLK -> clockPulls(pullClock & kept | bits);
            default -> {} // GPLEV cannot be written
        }
    }

    private void select(int register, int value) {
        selected = true;
        selects[register] = value;
        outputs = 0;
        for (int pin = 0; pin < PINS; pin++) {
            outputs |= function(pin) == OUTPUT ? 1L << pin : 0;
        }
    }

    private int function(int pin) {
        return selects[pin / PINS_PER_SELECT] >>> pin % PINS_PER_SELECT * SELECT_BITS & SELECT;
    }

    /** A clock to some pins: they take what GPPUD says (Guide 6.1, GPPUDCLKn). */
    private void clockPulls(long clocked) {
        pullClock = clocked;
        pulledUp = pull == PULL_UP ? pulledUp | clocked : pulledUp & ~clocked;
        pulledDown = pull == PULL_DOWN ? pulledDown | clocked : pulledDown & ~clocked;
    }

    /** Finds the levels, the events of their changes, and drives the interrupts. */
    private void settle() {
        long before = level;
        level = levels();
        long rose = level & ~before;
        long fell = before & ~level;
        events |= rose & (rising | asyncRising) | fell & (falling | asyncFalling) | level & high | ~level & low;
        for (int i = 0; i < lines.length; i++) {
            lines[i].drive((events & BANKS[i]) != 0);
        }
    }

    private long levels() {
        long levels = 0;
        for (int pin = 0; pin < PINS; pin++) {
            long net = nets[pin];
            long drivers = net & outputs;
            boolean one = drivers != 0 ? (drivers & ~latch) == 0 : (net & pulledUp) != 0;
            levels |= one ? 1L << pin : 0;
        }
        return levels;
    }

    private static long[] nets(List<Wire> wires) {
        long[] nets = new long[PINS];
        for (int pin = 0; pin < PINS; pin++) {
            nets[pin] = 1L << pin;
        }
        for (Wire wire : wires) {
            long joined = nets[wire.from()] | nets[wire.to()];
            for (int pin = 0; pin < PINS; pin++) {
                if ((joined >>> pin & 1) != 0) {
                    nets[pin] = joined;
                }
            }
        }
        return nets;
    }
}
