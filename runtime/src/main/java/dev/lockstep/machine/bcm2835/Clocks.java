package dev.lockstep.machine.bcm2835;

/**
 * How the clocks of the board relate. One cycle is one retired instruction, and stands for one clock of an ARM at 700 MHz;
 * so a run is the same each time it is made.
 */
public final class Clocks {
    /** Cycles in a microsecond. */
    public static final int CYCLES_PER_MICROSECOND = 700;

    /** Cycles in a second. */
    public static final int ARM_HZ = 700_000_000;

    /** The core clock, which the mini-UART and the ARM timer divide (errata: 250 MHz). */
    static final int CORE_HZ = 250_000_000;

    /** The PL011's clock, as today's firmware sets it. */
    static final int UART_HZ = 48_000_000;

    /** 14 cycles are 5 clocks of the core. */
    private static final int CYCLES = 14;

    private static final int CORE_CLOCKS = 5;

    private Clocks() {}

    /** Whole core clocks in some cycles. */
    static long coreClocks(long cycles) {
        return cycles * CORE_CLOCKS / CYCLES;
    }

    /** The least number of cycles in which so many core clocks pass. */
    static long cyclesOfCoreClocks(long clocks) {
        return (clocks * CYCLES + CORE_CLOCKS - 1) / CORE_CLOCKS;
    }
}
