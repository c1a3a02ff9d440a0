package dev.lockstep.machine.mmu;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Reads the guest's translation tables in both formats: ARMv6's, and the one with subpages of ARMv5 (TRM 6.11, ARM ARM
 * B4.7). Fine tables are not there on this part.
 */
final class TableWalk {
    private static final int SUPERSECTION_BIT = 1 << 18;

    private final IntUnaryOperator word;
    private final IntPredicate present;
    private final TranslationTables tables;

    TableWalk(IntUnaryOperator word, IntPredicate present, TranslationTables tables) {
        this.word = word;
        this.present = present;
        this.tables = tables;
    }

    /**
     * The translation that the tables hold for an address. Permissions are not looked at.
     *
     * @param extended whether the tables are in ARMv6's format (control bit XP)
     * @param asid that a translation which is not global is to be for
     * @throws Abort when there is none, or a table cannot be read
     */
    TlbEntry walk(int mva, boolean extended, int asid, Access access) throws Abort {
        if (!tables.walked(mva)) {
            throw new Abort(FaultStatus.TRANSLATION_SECTION, 0, mva, access);
        }
        int first = read(tables.descriptor(mva), FaultStatus.WALK_FIRST_LEVEL, 0, mva, access);
        switch (first & 3) {
            case 1:
                return page(first, mva, extended, asid, access);
            case 2:
                return section(first, mva, extended, asid);
            default:
                throw new Abort(FaultStatus.TRANSLATION_SECTION, 0, mva, access);
        }
    }

    private int read(int address, FaultStatus failure, int domain, int mva, Access access) throws Abort {
        if (!present.test(address)) {
            throw new Abort(failure, domain, mva, access);
        }
        return word.applyAsInt(address);
    }

    /** ARMv6: base, NS 19, 18, nG 17, S 16, APX 15, TEX 14:12, AP 11:10, P 9, domain 8:5, XN 4, C 3, B 2. */
    private static TlbEntry section(int descriptor, int mva, boolean extended, int asid) {
        boolean big = (descriptor & SUPERSECTION_BIT) != 0;
        int size = big ? TlbEntry.SUPERSECTION : TlbEntry.SECTION;
        int domain = big ? 0 : descriptor >>> 5 & 0xf;
        int tex = descriptor >>> 12 & 7;
        int ap = descriptor >>> 10 & 3;
        int nonSecure = descriptor >>> 19 & 1;
        int cb = descriptor >>> 2 & 3;
        if (!extended) {
            return entry(mva, descriptor, size, domain, ap, nonSecure, false, asid, tex << 3 | cb << 1);
        }
        int apx = descriptor >>> 15 & 1;
        int attributes = (descriptor >>> 4 & 1) << 6 | tex << 3 | cb << 1 | descriptor >>> 16 & 1;
        boolean local = (descriptor >>> 17 & 1) != 0;
        return entry(mva, descriptor, size, domain, apx << 2 | ap, nonSecure, local, asid, attributes);
    }

    private TlbEntry page(int table, int mva, boolean extended, int asid, Access access) throws Abort {
        int domain = table >>> 5 & 0xf;
        int address = table & 0xffff_fc00 | (mva >>> 12 & 0xff) << 2;
        int second = read(address, FaultStatus.WALK_SECOND_LEVEL, domain, mva, access);
        int type = second & 3;
        if (type == 0) {
            throw new Abort(FaultStatus.TRANSLATION_PAGE, domain, mva, access);
        }
        int nonSecure = table >>> 3 & 1;
        return extended
                ? extendedPage(second, type, mva, domain, nonSecure, asid)
                : subpages(second, type, mva, domain, nonSecure, asid);
    }

    /** Large: XN 15, TEX 14:12, nG 11, S 10, APX 9, AP 5:4, C 3, B 2. Small: TEX 8:6 and XN 0, else the same. */
    private static TlbEntry extendedPage(int descriptor, int type, int mva, int domain, int nonSecure, int asid) {
        boolean large = type == 1;
        int xn = large ? descriptor >>> 15 & 1 : descriptor & 1;
        int tex = large ? descriptor >>> 12 & 7 : descriptor >>> 6 & 7;
        int permissions = (descriptor >>> 9 & 1) << 2 | descriptor >>> 4 & 3;
        int attributes = xn << 6 | tex << 3 | (descriptor >>> 2 & 3) << 1 | descriptor >>> 10 & 1;
        boolean local = (descriptor >>> 11 & 1) != 0;
        int size = large ? TlbEntry.LARGE_PAGE : TlbEntry.SMALL_PAGE;
        return entry(mva, descriptor, size, domain, permissions, nonSecure, local, asid, attributes);
    }

    /**
     * Large (type 1) and small (2): AP3 11:10, AP2 9:8, AP1 7:6, AP0 5:4, C 3, B 2, and TEX 14:12 of a large one. Extended
     * small (3): TEX 8:6, AP 5:4, without subpages.
     */
    private static TlbEntry subpages(int descriptor, int type, int mva, int domain, int nonSecure, int asid) {
        int ap = descriptor >>> 4 & 3;
        int cb = (descriptor >>> 2 & 3) << 1;
        if (type == 3) {
            int attributes = (descriptor >>> 6 & 7) << 3 | cb;
            return entry(mva, descriptor, TlbEntry.SMALL_PAGE, domain, ap, nonSecure, false, asid, attributes);
        }
        int tex = type == 1 ? descriptor >>> 12 & 7 : 0;
        int others = (descriptor >>> 6 & 0x3f) << 26 | 1 << 25;
        int size = type == 1 ? TlbEntry.LARGE_PAGE : TlbEntry.SMALL_PAGE;
        return entry(mva, descriptor, size, domain, ap, nonSecure, false, asid, others | tex << 3 | cb);
    }

    private static TlbEntry entry(
            int mva,
            int descriptor,
            int size,
            int domain,
            int permissions,
            int nonSecure,
            boolean local,
            int asid,
            int attributes) {
        int base = -(1 << TlbEntry.shift(size));
        int va = mva & base | (local ? asid : 1 << 9);
        int pa = descriptor & base | nonSecure << 9 | size << 6 | permissions << 1 | 1;
        return new TlbEntry(va, pa, domain << 7 | attributes);
    }
}
