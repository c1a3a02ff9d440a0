package dev.lockstep.machine.cp15;

import static dev.lockstep.machine.Coprocessor.register;

import java.util.function.BooleanSupplier;

/**
 * c15's cycle counter and two event counters (TRM 3.2.51 to 3.2.54). A cycle is one instruction here, so cycles (event 0xff)
 * and instructions executed (event 7) count alike; the other events never happen. The counters' interrupt is not joined to
 * anything on a BCM2835.
 *
 * <pre>
 * PMNC  27..20 event of counter 0 | 19..12 event of counter 1 | 11 X | 10 CCNT, 9 PMN1, 8 PMN0 have overflowed: 1 clears
 *       | 6 CCNT, 5 PMN1, 4 PMN0 interrupt on overflow | 3 D: CCNT counts each 64th cycle | 2 clear CCNT | 1 clear PMN | 0 E
 * </pre>
 */
final class PerformanceMonitor {
    /** Where they are, but for opcode 2. */
    static final int REGISTERS = register(0, 15, 12, 0);

    private static final int KEPT = 0x0fff_f879;
    private static final int FLAGS = 0x700;
    private static final int ENABLE = 1;
    private static final int CLEAR_EVENTS = 1 << 1;
    private static final int CLEAR_CYCLES = 1 << 2;
    private static final int DIVIDE = 1 << 3;
    private static final int INSTRUCTIONS = 7;
    private static final int CYCLES = 0xff;

    private final SystemHooks hooks;
    private final int[] counters = new int[3];
    private int control;
    private int flags;
    private long since;
    private int remainder;

    PerformanceMonitor(SystemHooks hooks) {
        this.hooks = hooks;
    }

    void addTo(RegisterTable table, BooleanSupplier user) {
        table.add(register(0, 15, 12, 0), "PMNC", this::control, user, this::control, user);
        addCounter(table, 1, "CCNT", 2, user);
        addCounter(table, 2, "PMN0", 0, user);
        addCounter(table, 3, "PMN1", 1, user);
        // The system validation counters are the same registers (TRM 3.2.55), and user mode may always use them.
        addCounter(table, 4, "reset counter", 2, () -> true);
        addCounter(table, 5, "interrupt counter", 0, () -> true);
        addCounter(table, 6, "fast interrupt counter", 1, () -> true);
    }

    private void addCounter(RegisterTable table, int opc2, String name, int counter, BooleanSupplier user) {
        table.add(
                register(0, 15, 12, opc2),
                name,
                () -> {
                    count();
                    return counters[counter];
                },
                user,
                value -> {
                    count();
                    counters[counter] = value;
                },
                user);
    }

    private int control() {
        count();
        return control | flags;
    }

    private void control(int value) {
        count();
        control = value & KEPT;
        flags &= ~(value & FLAGS);
        if ((value & CLEAR_EVENTS) != 0) {
            counters[0] = 0;
            counters[1] = 0;
        }
        if ((value & CLEAR_CYCLES) != 0) {
            counters[2] = 0;
            remainder = 0;
        }
    }

    /** Brings the counters up to now. */
    private void count() {
        long now = hooks.cycleCount();
        long cycles = now - since;
        since = now;
        if ((control & ENABLE) == 0) {
            return;
        }
        if ((control & DIVIDE) != 0) {
            long total = cycles + remainder;
            remainder = (int) (total & 63);
            add(2, total >>> 6);
        } else {
            add(2, cycles);
        }
        countEvent(0, control >>> 20 & 0xff, cycles);
        countEvent(1, control >>> 12 & 0xff, cycles);
    }

    private void countEvent(int counter, int event, long cycles) {
        if (event == CYCLES || event == INSTRUCTIONS) {
            add(counter, cycles);
        }
    }

    private void add(int counter, long amount) {
        long sum = Integer.toUnsignedLong(counters[counter]) + amount;
        counters[counter] = (int) sum;
        if (sum >>> 32 != 0) {
            flags |= 0x100 << counter;
        }
    }
}
