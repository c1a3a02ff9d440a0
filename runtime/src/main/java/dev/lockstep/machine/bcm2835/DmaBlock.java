package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.PhysicalMemory;

/**
 * A DMA control block (Guide 4.2.1.1): what to move from where to where, and the block that follows.
 *
 * @param information TI: how
 * @param source a bus address
 * @param destination a bus address
 * @param length bytes, or rows and bytes of each in 2D mode
 * @param stride added after each row in 2D mode
 * @param next the bus address of the next block, 0 for none
 */
record DmaBlock(int information, int source, int destination, int length, int stride, int next) {
    static final DmaBlock EMPTY = new DmaBlock(0, 0, 0, 0, 0, 0);

    private static final int WORD = 4;
    private static final int INTEN = 1;
    private static final int TDMODE = 1 << 1;
    private static final int DEST_INC = 1 << 4;
    private static final int DEST_IGNORE = 1 << 7;
    private static final int SRC_INC = 1 << 8;
    private static final int SRC_IGNORE = 1 << 11;
    private static final int LENGTH = 0x3fffffff;
    private static final int ROW_BYTES = 0xffff;
    private static final int ROWS_SHIFT = 16;
    private static final int ROWS = 0x3fff;

    /** Peripherals are at 0x7e000000 on the bus and at 0x20000000 for the ARM (Guide 1.2.3). */
    private static final int PERIPHERALS_MASK = 0xff000000;

    private static final int BUS_PERIPHERALS = 0x7e000000;
    private static final int ARM_PERIPHERALS = 0x20000000;
    private static final int PHYSICAL = 0x3fffffff;

    /** Reads the block at a bus address. */
    static DmaBlock load(PhysicalMemory memory, int bus) {
        int at = physical(bus);
        return new DmaBlock(
                memory.read(at, WORD),
                memory.read(at + WORD, WORD),
                memory.read(at + 2 * WORD, WORD),
                memory.read(at + 3 * WORD, WORD),
                memory.read(at + 4 * WORD, WORD),
                memory.read(at + 5 * WORD, WORD));
    }

    DmaBlock withNext(int address) {
        return new DmaBlock(information, source, destination, length, stride, address);
    }

    boolean interrupts() {
        return has(INTEN);
    }

    boolean incrementsSource() {
        return has(SRC_INC);
    }

    boolean incrementsDestination() {
        return has(DEST_INC);
    }

    boolean readsZeros() {
        return has(SRC_IGNORE);
    }

    boolean writesNothing() {
        return has(DEST_IGNORE);
    }

    /** 1 unless it is in two dimensions. */
    int rows() {
        return has(TDMODE) ? (length >>> ROWS_SHIFT & ROWS) + 1 : 1;
    }

    int bytesOfRow() {
        return length & (has(TDMODE) ? ROW_BYTES : LENGTH);
    }

    /** From the end of a row to the next one. */
    int sourceStride() {
        return (short) stride;
    }

    /** The same where it goes to. */
    int destinationStride() {
        return stride >> ROWS_SHIFT;
    }

    private boolean has(int bit) {
        return (information & bit) != 0;
    }

    /** Where the ARM finds a bus address. */
    static int physical(int bus) {
        boolean peripheral = (bus & PERIPHERALS_MASK) == BUS_PERIPHERALS;
        return peripheral ? bus & ~PERIPHERALS_MASK | ARM_PERIPHERALS : bus & PHYSICAL;
    }
}
