package dev.lockstep.machine.mmu;

/** Where the first-level tables are: TTBR0, TTBR1 and TTBCR (TRM 3.2.13 to 3.2.15, ARM ARM B4.7.1). */
final class TranslationTables {
    private static final int BASE0_BITS = 0xffff_ff9f;
    private static final int BASE1_BITS = 0xffff_c01f;
    private static final int CONTROL_BITS = 0x37;
    private static final int PD0 = 1 << 4;
    private static final int PD1 = 1 << 5;

    private int base0;
    private int base1;
    private int control;

    int base0() {
        return base0;
    }

    void base0(int value) {
        base0 = value & BASE0_BITS;
    }

    int base1() {
        return base1;
    }

    void base1(int value) {
        base1 = value & BASE1_BITS;
    }

    int control() {
        return control;
    }

    void control(int value) {
        control = value & CONTROL_BITS;
    }

    /** Whether the table of this address is walked at all on a TLB miss. */
    boolean walked(int mva) {
        return (control & (second(mva) ? PD1 : PD0)) == 0;
    }

    /** Physical address of the first-level descriptor of an address. */
    int descriptor(int mva) {
        if (second(mva)) {
            return base1 & 0xffff_c000 | mva >>> 20 << 2;
        }
        int n = control & 7;
        int entries = 0xfff >>> n;
        return base0 & -(0x4000 >>> n) | (mva >>> 20 & entries) << 2;
    }

    private boolean second(int mva) {
        int n = control & 7;
        return n != 0 && mva >>> 32 - n != 0;
    }
}
