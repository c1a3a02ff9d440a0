package dev.lockstep.machine.mmu;

/** The kinds of load and store that differ in what alignment they want (TRM 4.2.1, ARM ARM A2.7 table A2-10). */
public enum MemoryAccess {
    /** One byte, halfword or word, which with the U bit set may lie anywhere. */
    SINGLE,
    /** LDM, STM, SWP, and other accesses of whole words. */
    MULTIPLE,
    /** LDRD and STRD. */
    DOUBLE,
    /** LDREX, STREX and their kin. */
    EXCLUSIVE
}
