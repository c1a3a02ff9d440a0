package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;

/**
 * The ARM side's timer (Guide 14), an SP804 with a counter of its own: it counts the core clock down from the load value
 * through 0, which sets the interrupt, and on from the reload value, so a period is one tick more than that value. Errata to
 * TIMER_CONTROL: bit 1 chooses 32 bits, not 23. The halt on debug is not modelled.
 */
final class ArmTimer implements Device {
    static final int ADDRESS = 0x2000b400;
    static final int BYTES = 0x24;

    private static final int LOAD = 0x00;
    private static final int VALUE = 0x04;
    private static final int CONTROL = 0x08;
    private static final int IRQ_CLEAR = 0x0c;
    private static final int RAW_IRQ = 0x10;
    private static final int MASKED_IRQ = 0x14;
    private static final int RELOAD = 0x18;
    private static final int PRE_DIVIDER = 0x1c;
    private static final int FREE_RUNNING = 0x20;

    /** What IRQ_CLEAR reads as: "ARMT". */
    private static final int IDENTIFICATION = 0x544d5241;

    private static final int WIDE = 1 << 1;
    private static final int PRESCALE_SHIFT = 2;
    private static final int PRESCALE_BITS = 0b11;
    private static final int[] PRESCALES = {1, 16, 256, 1};
    private static final int INTERRUPT_ENABLE = 1 << 5;
    private static final int ENABLE = 1 << 7;
    private static final int FREE_ENABLE = 1 << 9;
    private static final int FREE_PRESCALER_SHIFT = 16;
    private static final int FREE_PRESCALER = 0xff;
    private static final int CONTROL_BITS = 0x00ff03ff;
    private static final int CONTROL_AT_RESET = 0x003e0020;
    private static final int DIVIDER_BITS = 0x3ff;
    private static final int DIVIDER_AT_RESET = 0x7d;
    private static final long NARROW_VALUE = 0xffffL;
    private static final long WIDE_VALUE = 0xffffffffL;

    private final InterruptController.Line line;
    private final Span span = new Span();
    private int control = CONTROL_AT_RESET;
    private int divider = DIVIDER_AT_RESET;
    private int reload;
    private boolean raw;
    private long now;

    /** The free-running counter at {@link #freeBase}. */
    private int freeValue;

    /** The cycle from which on the free-running counter's ticks are counted. */
    private long freeBase;

    /** Counting down from a value with one clock and one reload value, as long as none of them is changed. */
    private static final class Span {
        private long base;
        private long value;
        private long reload;
        private long divisor = 1;

        /** How many times 0 was reached that the interrupt has been set for. */
        private long zeros;

        long ticks(long now) {
            return Clocks.coreClocks(now - base) / divisor;
        }

        /** Ticks until 0 is first reached. */
        private long first() {
            return value == 0 ? reload + 1 : value;
        }

        long zerosBy(long now) {
            long ticks = ticks(now);
            return ticks < first() ? 0 : 1 + (ticks - first()) / (reload + 1);
        }

        long valueAt(long now) {
            long ticks = ticks(now);
            return ticks <= value ? value - ticks : reload - (ticks - value - 1) % (reload + 1);
        }

        /** The cycle at which 0 is next reached. */
        long nextZero() {
            return cycleOf(first() + zeros * (reload + 1));
        }

        /** The cycle of the last tick. */
        long lastTick(long now) {
            return cycleOf(ticks(now));
        }

        private long cycleOf(long ticks) {
            return base + Clocks.cyclesOfCoreClocks(ticks * divisor);
        }
    }

    ArmTimer(InterruptController.Line line) {
        this.line = line;
    }

    @Override
    public int read(int offset) {
        return switch (offset) {
            case LOAD, RELOAD -> reload;
            case VALUE -> (int) value();
            case CONTROL -> control;
            case IRQ_CLEAR -> IDENTIFICATION;
            case RAW_IRQ -> raw ? 1 : 0;
            case MASKED_IRQ -> masked() ? 1 : 0;
            case PRE_DIVIDER -> divider;
            case FREE_RUNNING -> freeRunning();
            default -> 0;
        };
    }

    @Override
    public void write(int offset, int value) {
        switch (offset) {
            case LOAD -> {
                reload = value;
                begin(now, value & width());
            }
            case CONTROL -> control(value & CONTROL_BITS);
            case IRQ_CLEAR -> raw = false;
            case RELOAD -> {
                reload = value;
                begin(running() ? span.lastTick(now) : now, value());
            }
            case PRE_DIVIDER -> {
                long value0 = value();
                divider = value & DIVIDER_BITS;
                begin(now, value0);
            }
            default -> {} // the others cannot be written
        }
        line.drive(masked());
    }

    @Override
    public void advance(long cycle) {
        now = cycle;
        if (running()) {
            long zeros = span.zerosBy(now);
            raw |= zeros > span.zeros;
            span.zeros = zeros;
        }
        line.drive(masked());
    }

    @Override
    public long due() {
        boolean waited = running() && !raw && (control & INTERRUPT_ENABLE) != 0 && line.enabled();
        return waited ? span.nextZero() : Long.MAX_VALUE;
    }

    private void control(int value) {
        long value0 = value();
        freeValue = freeRunning();
        freeBase = now;
        control = value;
        begin(now, value0 & width());
    }

    private void begin(long from, long value) {
        span.base = from;
        span.value = value;
        span.reload = reload & width();
        span.divisor = (divider + 1L) * PRESCALES[control >>> PRESCALE_SHIFT & PRESCALE_BITS];
        span.zeros = 0;
    }

    private boolean running() {
        return (control & ENABLE) != 0;
    }

    private boolean masked() {
        return raw && (control & INTERRUPT_ENABLE) != 0;
    }

    private long width() {
        return (control & WIDE) != 0 ? WIDE_VALUE : NARROW_VALUE;
    }

    private long value() {
        return running() ? span.valueAt(now) : span.value;
    }

    private int freeRunning() {
        int prescaler = (control >>> FREE_PRESCALER_SHIFT & FREE_PRESCALER) + 1;
        long ticks = (control & FREE_ENABLE) != 0 ? Clocks.coreClocks(now - freeBase) / prescaler : 0;
        return freeValue + (int) ticks;
    }
}
