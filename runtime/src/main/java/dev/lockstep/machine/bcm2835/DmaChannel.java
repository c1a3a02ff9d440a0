package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.PhysicalMemory;

/**
 * One DMA channel: its status, the control block that it has loaded, and how far that is done. It works for a while at a time
 * and then rests for a microsecond, so that a long transfer, or a chain without an end, runs beside the processor.
 */
final class DmaChannel {
    static final int ACTIVE = 1;
    static final int END = 1 << 1;
    static final int INT = 1 << 2;
    static final int ABORT = 1 << 30;

    /** Bits of CS that keep what was written: priorities, waiting for writes, debug. */
    private static final int KEPT = 0x30ff0000;

    /** Control blocks, and bytes, that are done at a time. */
    private static final int MOST_BLOCKS = 64;

    private static final int MOST_BYTES = 1 << 20;
    private static final int WORD = 4;

    private final PhysicalMemory memory;
    private int status;
    private DmaBlock block = DmaBlock.EMPTY;

    /** Of the next control block; while {@link #rowsLeft} are, of the one that is loaded. */
    private int address;

    private long due = Long.MAX_VALUE;

    /** Blocks since the chain began, and how often one that was marked has come again (Brent's cycle detection). */
    private long blocks;

    private int mark;
    private long rounds;

    private int from;
    private int to;
    private int bytesLeft;
    private int rowsLeft;

    DmaChannel(PhysicalMemory memory) {
        this.memory = memory;
    }

    int status() {
        return status;
    }

    int address() {
        return address;
    }

    DmaBlock block() {
        return block;
    }

    long due() {
        return due;
    }

    /** How often the chain has come back to a block that it had done before. */
    long rounds() {
        return rounds;
    }

    void address(int bus) {
        address = bus;
        blocks = 0;
        mark = 0;
        rounds = 0;
        rowsLeft = 0;
        bytesLeft = 0;
    }

    void next(int bus) {
        block = block.withNext(bus);
    }

    void reset() {
        status = 0;
        block = DmaBlock.EMPTY;
        address(0);
        due = Long.MAX_VALUE;
    }

    /**
     * CS is written, but for the reset bit.
     *
     * @param later when to begin if it becomes active
     */
    void control(int value, boolean enabled, long later) {
        status = status & ~(value & (END | INT)) & ~(KEPT | ACTIVE) | value & KEPT;
        due = Long.MAX_VALUE;
        if ((value & ABORT) != 0) {
            address(block.next());
        }
        if ((value & ACTIVE) != 0 && enabled) {
            status |= ACTIVE;
            due = later;
        }
    }

    /** Does control blocks until the chain ends, by an address of 0 (Guide 4.2.1.2), or it is time to rest. */
    void work(long now) {
        int bytes = MOST_BYTES;
        for (int done = 0; address != 0 && done < MOST_BLOCKS && bytes > 0 && active(); done++) {
            if (rowsLeft == 0) {
                begin();
            }
            bytes = move(bytes);
            if (rowsLeft == 0 && active()) {
                status |= block.interrupts() ? END | INT : END;
                address = block.next();
                lookForRound();
            }
        }
        if (address == 0) {
            status &= ~ACTIVE;
        }
        due = active() ? now + Clocks.CYCLES_PER_MICROSECOND : Long.MAX_VALUE;
    }

    private void lookForRound() {
        blocks++;
        if (address == mark && address != 0) {
            rounds++;
        } else if (Long.bitCount(blocks) == 1) {
            mark = address;
        }
    }

    private boolean active() {
        return (status & ACTIVE) != 0;
    }

    private void begin() {
        block = DmaBlock.load(memory, address);
        from = block.source();
        to = block.destination();
        bytesLeft = block.bytesOfRow();
        rowsLeft = block.rows();
    }

    /** Moves at most so many bytes, and a word beyond; how many of them are left. */
    private int move(int most) {
        int left = most;
        while (rowsLeft > 0) {
            while (bytesLeft > 0) {
                if (left <= 0 || !active()) {
                    return left;
                }
                left -= moveWordOrByte();
            }
            if (rowsLeft == 0) {
                // what was moved has made an end of this block
                return left;
            }
            from += block.sourceStride();
            to += block.destinationStride();
            bytesLeft = block.bytesOfRow();
            rowsLeft--;
        }
        return left;
    }

    private int moveWordOrByte() {
        int size = bytesLeft >= WORD && ((from | to) & WORD - 1) == 0 ? WORD : 1;
        int source = DmaBlock.physical(from);
        int destination = DmaBlock.physical(to);
        from += block.incrementsSource() ? size : 0;
        to += block.incrementsDestination() ? size : 0;
        bytesLeft -= size;
        int value = block.readsZeros() ? 0 : memory.read(source, size);
        if (!block.writesNothing()) {
            memory.writeByDevice(destination, value, size);
        }
        return size;
    }
}
