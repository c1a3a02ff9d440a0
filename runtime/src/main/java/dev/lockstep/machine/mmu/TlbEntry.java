package dev.lockstep.machine.mmu;

/**
 * One translation, in the three words by which the lockdown access registers of c15 read and write it (TRM 3.2.60):
 *
 * <pre>
 * va          31........12 |11 10| 9 G | 8 | 7......0 ASID
 * pa          31........12 |11 10| 9 NSA | 8 NSTID | 7 6 size | 5 4 | 3 APX | 2 1 AP | 0 V
 * attributes  31 30 AP3 | 29 28 AP2 | 27 26 AP1 | 25 SPV | ... | 10..7 domain | 6 XN | 5..3 TEX | 2 C | 1 B | 0 S
 * </pre>
 *
 * @param va virtual address, and of which address space
 * @param pa physical address, size, permissions (of the first subpage) and whether the entry is valid
 * @param attributes domain, memory type, and the permissions of the other subpages where there are any (SPV)
 */
public record TlbEntry(int va, int pa, int attributes) {
    /** An entry that translates nothing. */
    public static final TlbEntry NONE = new TlbEntry(0, 0, 0);

    /** Size field of a 16 MB supersection. */
    static final int SUPERSECTION = 0;
    /** Size field of a 4 KB page. */
    static final int SMALL_PAGE = 1;
    /** Size field of a 64 KB page. */
    static final int LARGE_PAGE = 2;
    /** Size field of a 1 MB section. */
    static final int SECTION = 3;

    private static final int[] SHIFTS = {24, 12, 16, 20};
    private static final int VA_BITS = 0xffff_f2ff;
    private static final int PA_BITS = 0xffff_f3cf;
    private static final int ATTRIBUTE_BITS = 0xfe00_07ff;
    private static final int GLOBAL = 1 << 9;
    private static final int SECURE_ACCESS = 1 << 9;
    private static final int NON_SECURE_ENTRY = 1 << 8;
    private static final int VALID = 1;
    private static final int SUBPAGES = 1 << 25;
    private static final int EXECUTE_NEVER = 1 << 6;

    /** Keeps what the registers hold: other bits are dropped, and an entry of the non-secure world reaches only its memory. */
    public TlbEntry {
        va &= VA_BITS;
        pa &= PA_BITS;
        if ((pa & NON_SECURE_ENTRY) != 0) {
            pa |= SECURE_ACCESS;
        }
        attributes &= ATTRIBUTE_BITS;
    }

    /** How many low bits of an address a page of this size leaves as they are. */
    static int shift(int size) {
        return SHIFTS[size];
    }

    /** Size field: {@link #SUPERSECTION}, {@link #SECTION}, {@link #LARGE_PAGE} or {@link #SMALL_PAGE}. */
    public int size() {
        return pa >>> 6 & 3;
    }

    /** Bytes, as a power of two: 12, 16, 20 or 24. */
    public int shift() {
        return SHIFTS[size()];
    }

    /** Whether it translates anything. The secure world is the only one here, so another world's entry does not. */
    public boolean valid() {
        return (pa & (VALID | NON_SECURE_ENTRY)) == VALID;
    }

    /** Whether it holds for this address, in this address space. */
    public boolean matches(int mva, int asid) {
        return valid() && (mva ^ va) >>> shift() == 0 && (global() || (va & 0xff) == asid);
    }

    /** Whether it holds in every address space. */
    public boolean global() {
        return (va & GLOBAL) != 0;
    }

    /** Address space, 0 to 255. */
    public int asid() {
        return va & 0xff;
    }

    /** Domain, 0 to 15. */
    public int domain() {
        return attributes >>> 7 & 0xf;
    }

    /** Whether instructions must not be fetched. */
    public boolean executeNever() {
        return (attributes & EXECUTE_NEVER) != 0;
    }

    /** Whether it is of a first-level descriptor: faults have other codes then. */
    public boolean section() {
        return shift() >= SHIFTS[SECTION];
    }

    /** APX (bit 2) and AP (bits 1 and 0) of the address, which the entry must match. */
    public int permissions(int mva) {
        if ((attributes & SUBPAGES) == 0) {
            return pa >>> 1 & 7;
        }
        int subpage = mva >>> shift() - 2 & 3;
        return subpage == 0 ? pa >>> 1 & 3 : attributes >>> 24 + 2 * subpage & 3;
    }

    /** Memory type as a descriptor has it: TEX (bits 4 to 2), C and B. */
    public int memoryType() {
        return attributes >>> 1 & 0x1f;
    }

    /** The S bit: shared. */
    public boolean shared() {
        return (attributes & 1) != 0;
    }

    /** Whether its memory is non-secure (NSA). */
    public boolean nonSecureMemory() {
        return (pa & SECURE_ACCESS) != 0;
    }

    /** Physical address of a virtual one that the entry matches. */
    public int physical(int mva) {
        int offset = (1 << shift()) - 1;
        return pa & ~offset | mva & offset;
    }
}
