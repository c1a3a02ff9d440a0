package dev.lockstep.machine.mmu;

/** What an address is translated for. */
public enum Access {
    /** A load. */
    READ,
    /** A store, or the whole of a swap. */
    WRITE,
    /** Fetching an instruction. */
    FETCH
}
