package dev.lockstep.machine.bus;

/** Is told of accesses to physical addresses where nothing is modelled. */
@FunctionalInterface
public interface Unmodelled {
    /**
     * A load that read zero, or a store that was lost.
     *
     * @param address physical, of the access's first byte
     * @param store whether it was a store
     */
    void access(int address, boolean store);
}
