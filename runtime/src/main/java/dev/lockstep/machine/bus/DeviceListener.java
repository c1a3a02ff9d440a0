package dev.lockstep.machine.bus;

/** Who wants to know of accesses to devices' registers. */
@FunctionalInterface
public interface DeviceListener {
    /**
     * A register was read or written.
     *
     * @param address physical, a multiple of 4
     * @param value the whole register's, or for a narrow store what lies in its bytes
     */
    void accessed(int address, int value, boolean store);
}
