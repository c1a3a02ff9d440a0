package dev.lockstep.machine.mmu;

/**
 * What a descriptor says of caching and sharing, in the form in which the PA register tells it: SH 7, INNER 6:4, OUTER 3:2
 * (TRM 3.2.22 table 3-77; memory types in TRM 6.6.1 tables 6-2 to 6-5). Nothing else here
 * depends on memory types, but whether a bus error of a store is precise.
 */
final class MemoryAttributes {
    private static final int SHARED = 1 << 7;
    private static final int STRONGLY_ORDERED = SHARED | 1 << 4;
    private static final int DEVICE = 3 << 4;
    private static final int INNER_WRITE_THROUGH = 6 << 4;
    private static final int INNER_WRITE_BACK = 7 << 4;

    private MemoryAttributes() {}

    /** Whether a PA register without a fault tells of such memory. */
    static boolean isStronglyOrdered(int physicalAddressRegister) {
        return (physicalAddressRegister & 7 << 4) == 1 << 4;
    }

    /** With the MMU off all data accesses are strongly ordered (TRM 6.4.1). */
    static int withoutTranslation() {
        return STRONGLY_ORDERED;
    }

    /**
     * Without TEX remapping.
     *
     * @param type TEX, C and B
     */
    static int of(int type, boolean shared) {
        int s = shared ? SHARED : 0;
        if (type >= 0x10) {
            return s | inner(type & 3) | (type >>> 2 & 3) << 2;
        }
        switch (type) {
            case 0b000_00:
                return STRONGLY_ORDERED;
            case 0b000_01:
                return SHARED | DEVICE;
            case 0b000_10:
                return s | INNER_WRITE_THROUGH | 2 << 2;
            case 0b000_11:
                return s | INNER_WRITE_BACK | 3 << 2;
            case 0b001_11:
                return s | INNER_WRITE_BACK | 1 << 2;
            case 0b010_00:
                return DEVICE;
            default:
                return s;
        }
    }

    /**
     * With TEX remapping (control bit TR): TEX[0], C and B choose fields of the two remap registers (TRM 3.2.33).
     *
     * @param type TEX, C and B
     */
    static int remapped(int type, boolean shared, int primary, int normal) {
        int n = type & 7;
        switch (primary >>> 2 * n & 3) {
            case 0:
                return STRONGLY_ORDERED;
            case 1:
                return (primary >>> (shared ? 17 : 16) & 1) * SHARED | DEVICE;
            case 2:
                int sharing = (primary >>> (shared ? 19 : 18) & 1) * SHARED;
                return sharing | inner(normal >>> 2 * n & 3) | (normal >>> 16 + 2 * n & 3) << 2;
            default:
                return 0;
        }
    }

    /** 00 not cached, 01 and 11 write-back, 10 write-through. */
    private static int inner(int policy) {
        switch (policy) {
            case 0:
                return 0;
            case 2:
                return INNER_WRITE_THROUGH;
            default:
                return INNER_WRITE_BACK;
        }
    }
}
