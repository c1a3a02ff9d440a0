package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;
import java.util.Arrays;
import java.util.List;

/**
 * The system timer (Guide 12): a 64-bit counter of microseconds and four registers that its lower half is compared with.
 * The firmware's own use of compare 0 and 2 is not modelled. Matches are found when somebody looks; only those whose
 * interrupt is enabled are due at a certain cycle.
 */
final class SystemTimer implements Device {
    static final int ADDRESS = 0x20003000;
    static final int BYTES = 0x1c;

    private static final int CS = 0x00;
    private static final int CLO = 0x04;
    private static final int CHI = 0x08;
    private static final int C0 = 0x0c;

    private static final int COMPARES = 4;
    private static final int WORD = 4;
    private static final int WORD_BITS = 32;
    private static final long WRAP = 1L << WORD_BITS;

    private final InterruptController.Line[] lines;
    private final int[] compares = new int[COMPARES];

    /** The microsecond, from the start, of each compare's next match. */
    private final long[] matches = new long[COMPARES];

    private int status;
    private long now;

    /**
     * At microsecond 0.
     *
     * @param lines of the four compares
     */
    SystemTimer(List<InterruptController.Line> lines) {
        this.lines = lines.toArray(InterruptController.Line[]::new);
        Arrays.fill(matches, WRAP);
    }

    @Override
    public int read(int offset) {
        return switch (offset) {
            case CS -> status;
            case CLO -> (int) microseconds();
            case CHI -> (int) (microseconds() >>> WORD_BITS);
            default -> compares[(offset - C0) / WORD];
        };
    }

    @Override
    public void write(int offset, int value) {
        if (offset == CS) {
            status &= ~value;
            drive();
        } else if (offset >= C0) {
            int index = (offset - C0) / WORD;
            compares[index] = value;
            matches[index] = microseconds() + Integer.toUnsignedLong(value - (int) microseconds());
            advance(now);
        }
    }

    @Override
    public void advance(long cycle) {
        now = cycle;
        long microseconds = microseconds();
        for (int i = 0; i < COMPARES; i++) {
            if (matches[i] <= microseconds) {
                status |= 1 << i;
                matches[i] += (microseconds - matches[i]) / WRAP * WRAP + WRAP;
            }
        }
        drive();
    }

    @Override
    public long due() {
        long due = Long.MAX_VALUE;
        for (int i = 0; i < COMPARES; i++) {
            if ((status >>> i & 1) == 0 && lines[i].enabled()) {
                due = Math.min(due, matches[i] * Clocks.CYCLES_PER_MICROSECOND);
            }
        }
        return due;
    }

    private void drive() {
        for (int i = 0; i < COMPARES; i++) {
            lines[i].drive((status >>> i & 1) != 0);
        }
    }

    private long microseconds() {
        return now / Clocks.CYCLES_PER_MICROSECOND;
    }
}
