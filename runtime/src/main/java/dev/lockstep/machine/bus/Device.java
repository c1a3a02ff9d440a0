package dev.lockstep.machine.bus;

/** Registers at physical addresses. */
public interface Device {
    /**
     * A load.
     *
     * @param offset of the register, from the device's first address; a multiple of 4
     * @return all 32 bits; the bus takes the bytes that were asked for
     */
    int read(int offset);

    /**
     * A store.
     *
     * @param offset a multiple of 4
     * @param value all 32 bits; of a narrower store the others are zero
     */
    void write(int offset, int value);

    /** Whether a register at this offset, a multiple of 4, is modelled; the bus reports an access to one that is not. */
    default boolean has(int offset) {
        return true;
    }

    /** Time has come to this cycle; what was due by then happens. Never goes back. */
    default void advance(long cycle) {}

    /** When it wants {@link #advance} to be called next, at the latest; {@link Long#MAX_VALUE} where nothing is due. */
    default long due() {
        return Long.MAX_VALUE;
    }

    /**
     * How often what it has due has come round to what it has done before: of something that goes on for ever this rises. 0
     * where it comes to an end, which is so for most.
     */
    default long rounds() {
        return 0;
    }

    /** The same as {@link #due} for looking whether input has come from outside of the machine; {@link Long#MAX_VALUE} without need. */
    default long poll() {
        return Long.MAX_VALUE;
    }
}
