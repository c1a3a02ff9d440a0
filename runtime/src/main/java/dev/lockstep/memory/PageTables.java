package dev.lockstep.memory;

/**
 * The page tables of one kernel: trees by the number of their root, shared between processes until one of them writes.
 *
 * <p>A tree has five levels of tables, each indexed by four bits of the address, and below them tables of granules:
 *
 * <pre>
 *  31   28 27   24 23   20 19   16 15   12 11     8 7      0
 * +-------+-------+-------+-------+-------+--------+--------+
 * | root  |       |       |       |  page | granule| offset |     with granules of 256 bytes
 * +-------+-------+-------+-------+-------+--------+--------+
 * </pre>
 *
 * <p>An entry is one int:
 *
 * <pre>
 *  31                  5    4       3       2         1       0
 * +---------------------+------+--------+---------+-------+------+
 * |  table or granule   | whole| mapped | execute | write | read |
 * +---------------------+------+--------+---------+-------+------+
 * </pre>
 *
 * <p>Without a number, its rights hold for all pages below, of which none was ever written: a heap of gigabytes is a few
 * entries. With one and in the last of the five levels, the rights are the page's, and the number is that of its table of
 * granules; or, for a <em>whole</em> page in an array of flat memory, of its first granule. Other entries have no rights.
 *
 * <p>To fork is to name the root once more. A store goes down from the root and copies what others name too: at most one
 * table a level and the granule. A tree whose root is named once changes in place.
 */
final class PageTables {
    static final int MAPPED = 8;
    static final int WHOLE = 16;
    static final int RIGHTS = 15;
    static final int NUMBER = 5;

    /** Nothing is mapped in this tree. It is never changed: {@link #own} gives another. */
    static final int EMPTY = 0;

    private static final int ENTRIES = 16;
    private static final int INDEX_BITS = 4;
    private static final int ROOT_SHIFT = 28;
    private static final int TABLES_IN_PATH = 5;

    private final MemoryBudget budget;
    private final TablePool tables;
    private final TablePool leaves;
    private final GranulePool granules;

    PageTables(MemoryBudget budget) {
        this.budget = budget;
        tables = new TablePool(budget, ENTRIES);
        leaves = new TablePool(budget, Granule.PER_PAGE);
        granules = new GranulePool(budget);
    }

    GranulePool granules() {
        return granules;
    }

    /** Tables of both kinds in use. */
    int liveTables() {
        return tables.live() + leaves.live();
    }

    /** Whether a store could copy all that it may have to. */
    boolean hasRoomForStore() {
        return budget.left() >= storeBytes() && granules.hasRoom();
    }

    /** What a store takes at most, in bytes. */
    long storeBytes() {
        return (long) TABLES_IN_PATH * tables.bytes() + leaves.bytes() + GranulePool.cost();
    }

    /** One more names this tree. */
    void share(int root) {
        if (root != EMPTY) {
            tables.share(root);
        }
    }

    /** One fewer does; what nobody names any more is freed. */
    void release(int root) {
        if (root != EMPTY) {
            releaseTable(root, ROOT_SHIFT);
        }
    }

    private void releaseTable(int table, int shift) {
        if (tables.release(table)) {
            int[] chunk = tables.chunk(table);
            int first = tables.at(table) + 1;
            for (int at = first; at < first + ENTRIES; at++) {
                if (chunk[at] >>> NUMBER != 0) {
                    releaseBelow(chunk[at], shift);
                }
            }
            tables.free(table);
        }
    }

    /** Releases what an entry of the table for these address bits names. */
    private void releaseBelow(int entry, int shift) {
        int number = entry >>> NUMBER;
        if (shift > Page.SHIFT) {
            releaseTable(number, shift - INDEX_BITS);
        } else if ((entry & WHOLE) != 0) {
            granules.release(number);
        } else if (leaves.release(number)) {
            int[] chunk = leaves.chunk(number);
            int first = leaves.at(number) + 1;
            for (int at = first; at < first + Granule.PER_PAGE; at++) {
                if (chunk[at] != GranulePool.ZERO) {
                    granules.release(chunk[at]);
                }
            }
            leaves.free(number);
        }
    }

    /** The entry for a page: 0 where nothing is mapped. */
    int entry(int root, int address) {
        if (root == EMPTY) {
            return 0;
        }
        int table = root;
        int shift = ROOT_SHIFT;
        while (true) {
            int entry = tables.get(table, address >>> shift & ENTRIES - 1);
            int number = entry >>> NUMBER;
            if (number == 0 || shift == Page.SHIFT) {
                return entry;
            }
            table = number;
            shift -= INDEX_BITS;
        }
    }

    /** The granule of an address in a page that has this entry. */
    int granule(int entry, int address) {
        int number = entry >>> NUMBER;
        if (number == 0) {
            return GranulePool.ZERO;
        }
        return (entry & WHOLE) != 0 ? number + Granule.ofPage(address) : leaves.get(number, Granule.ofPage(address));
    }

    /**
     * The granule of an address in a page that has this entry, if this tree is the only one to name it and all on the way.
     *
     * @return {@link GranulePool#ZERO} when it is not
     */
    int ownGranule(int root, int address) {
        int table = root;
        int shift = ROOT_SHIFT;
        while (true) {
            if (table == 0 || tables.count(table) != 1) {
                return GranulePool.ZERO;
            }
            int entry = tables.get(table, address >>> shift & ENTRIES - 1);
            table = entry >>> NUMBER;
            if (shift > Page.SHIFT) {
                shift -= INDEX_BITS;
            } else if ((entry & WHOLE) != 0) {
                return table + Granule.ofPage(address);
            } else {
                return table == 0 ? GranulePool.ZERO : ownGranuleOf(table, Granule.ofPage(address));
            }
        }
    }

    private int ownGranuleOf(int leaf, int index) {
        int granule = leaves.get(leaf, index);
        return leaves.count(leaf) == 1 && granules.count(granule) == 1 ? granule : GranulePool.ZERO;
    }

    /**
     * A tree with the same content whose root nobody else names.
     *
     * @param root which one fewer names from now on
     */
    int own(int root) {
        if (root == EMPTY) {
            return tables.allocate(0);
        }
        return ownTable(root, ROOT_SHIFT);
    }

    private int ownTable(int table, int shift) {
        if (tables.count(table) == 1) {
            return table;
        }
        int copy = tables.copy(table);
        int[] chunk = tables.chunk(copy);
        int first = tables.at(copy) + 1;
        for (int at = first; at < first + ENTRIES; at++) {
            int entry = chunk[at];
            int number = entry >>> NUMBER;
            if (number != 0) {
                if (shift > Page.SHIFT) {
                    tables.share(number);
                } else if ((entry & WHOLE) != 0) {
                    granules.share(number);
                } else {
                    leaves.share(number);
                }
            }
        }
        tables.release(table);
        return copy;
    }

    /** The table that holds the page's entry, after copying what others name too. The root must be this tree's own. */
    private int ownPageTable(int root, int address) {
        int table = root;
        for (int shift = ROOT_SHIFT; shift > Page.SHIFT; shift -= INDEX_BITS) {
            table = ownBelow(table, address, shift);
        }
        return table;
    }

    private int ownBelow(int table, int address, int shift) {
        int index = address >>> shift & ENTRIES - 1;
        int entry = tables.get(table, index);
        int below = entry >>> NUMBER;
        int own = below == 0 ? tables.allocate(entry) : ownTable(below, shift - INDEX_BITS);
        if (own != below) {
            tables.set(table, index, own << NUMBER);
        }
        return own;
    }

    /**
     * The granule of an address in a page that is mapped, after copying what others name too. The root must be this tree's
     * own.
     */
    int writableGranule(int root, int address) {
        int table = ownPageTable(root, address);
        int index = address >>> Page.SHIFT & ENTRIES - 1;
        int entry = tables.get(table, index);
        if ((entry & WHOLE) != 0) {
            return (entry >>> NUMBER) + Granule.ofPage(address);
        }
        int leaf = ownLeaf(entry >>> NUMBER);
        tables.set(table, index, leaf << NUMBER | entry & RIGHTS);
        int granule = leaves.get(leaf, Granule.ofPage(address));
        if (granule == GranulePool.ZERO) {
            granule = granules.allocateZeros();
            leaves.set(leaf, Granule.ofPage(address), granule);
        } else if (granules.count(granule) > 1) {
            int copy = granules.copy(granule);
            granules.release(granule);
            granule = copy;
            leaves.set(leaf, Granule.ofPage(address), granule);
        }
        return granule;
    }

    private int ownLeaf(int leaf) {
        if (leaf == 0) {
            return leaves.allocate(GranulePool.ZERO);
        }
        if (leaves.count(leaf) == 1) {
            return leaf;
        }
        int copy = leaves.copy(leaf);
        int[] chunk = leaves.chunk(copy);
        int first = leaves.at(copy) + 1;
        for (int at = first; at < first + Granule.PER_PAGE; at++) {
            granules.share(chunk[at]);
        }
        leaves.release(leaf);
        return copy;
    }

    /** Gives a page an entry; what the one before named must have been released. The root must be this tree's own. */
    void setEntry(int root, int address, int entry) {
        tables.set(ownPageTable(root, address), address >>> Page.SHIFT & ENTRIES - 1, entry);
    }

    /** Releases what a page's entry names. */
    void releasePage(int entry) {
        if (entry >>> NUMBER != 0) {
            releaseBelow(entry, Page.SHIFT);
        }
    }

    /**
     * Maps pages, or adds rights to those that are mapped. The root must be this tree's own.
     *
     * @param first first page
     * @param last last page, not below the first
     */
    void map(int root, int first, int last, int rights) {
        mapBelow(root, ROOT_SHIFT, first, last, MAPPED | rights);
    }

    private void mapBelow(int table, int shift, int first, int last, int rights) {
        int bits = shift - Page.SHIFT;
        for (int page = first; page <= last; page = (page | (1 << bits) - 1) + 1) {
            int end = Math.min(last, page | (1 << bits) - 1);
            int index = page >>> bits & ENTRIES - 1;
            int entry = tables.get(table, index);
            boolean all = (page & (1 << bits) - 1) == 0 && end == (page | (1 << bits) - 1);
            if (bits == 0 || (all && entry >>> NUMBER == 0)) {
                tables.set(table, index, entry | rights);
            } else {
                mapBelow(ownBelow(table, page << Page.SHIFT, shift), shift - INDEX_BITS, page, end, rights);
            }
        }
    }

    /** Takes pages away. The root must be this tree's own. */
    void unmap(int root, int first, int last) {
        unmapBelow(root, ROOT_SHIFT, first, last);
    }

    private void unmapBelow(int table, int shift, int first, int last) {
        int bits = shift - Page.SHIFT;
        for (int page = first; page <= last; page = (page | (1 << bits) - 1) + 1) {
            int end = Math.min(last, page | (1 << bits) - 1);
            int index = page >>> bits & ENTRIES - 1;
            int entry = tables.get(table, index);
            boolean all = (page & (1 << bits) - 1) == 0 && end == (page | (1 << bits) - 1);
            if (all) {
                if (entry >>> NUMBER != 0) {
                    releaseBelow(entry, shift);
                }
                tables.set(table, index, 0);
            } else if (entry != 0) {
                unmapBelow(ownBelow(table, page << Page.SHIFT, shift), shift - INDEX_BITS, page, end);
            }
        }
    }

    /** Calls back for every mapped page, ascending, with its number and entry. */
    void eachPage(int root, PageVisitor visitor) {
        if (root != EMPTY) {
            eachPage(root, ROOT_SHIFT, 0, visitor);
        }
    }

    private void eachPage(int table, int shift, int firstPage, PageVisitor visitor) {
        int bits = shift - Page.SHIFT;
        for (int k = 0; k < ENTRIES; k++) {
            int entry = tables.get(table, k);
            int page = firstPage + (k << bits);
            if (entry >>> NUMBER != 0 && bits > 0) {
                eachPage(entry >>> NUMBER, shift - INDEX_BITS, page, visitor);
            } else if (entry != 0) {
                for (int same = 0; same < 1 << bits; same++) {
                    visitor.visit(page + same, entry);
                }
            }
        }
    }

    /** See {@link #eachPage}. */
    interface PageVisitor {
        void visit(int page, int entry);
    }

    /** Copies a page's content to an array that holds zeros there. */
    void copyPage(int entry, byte[] to, int at) {
        for (int k = 0; k < Granule.PER_PAGE; k++) {
            int granule = granule(entry, k << Granule.SHIFT);
            if (granule != GranulePool.ZERO) {
                System.arraycopy(
                        granules.bytes(granule), granules.start(granule), to, at + (k << Granule.SHIFT), Granule.BYTES);
            }
        }
    }

    /** The entry of a page with this content and these rights in granules of its own, whatever the budget says. */
    int pageOf(byte[] from, int at, int rights) {
        int leaf = 0;
        for (int k = 0; k < Granule.PER_PAGE; k++) {
            int start = at + (k << Granule.SHIFT);
            if (!allZero(from, start)) {
                leaf = leaf == 0 ? leaves.allocate(GranulePool.ZERO) : leaf;
                int granule = granules.allocate();
                System.arraycopy(from, start, granules.bytes(granule), granules.start(granule), Granule.BYTES);
                leaves.set(leaf, k, granule);
            }
        }
        return leaf << NUMBER | rights;
    }

    private static boolean allZero(byte[] bytes, int start) {
        for (int k = 0; k < Granule.BYTES; k += Long.BYTES) {
            if (Page.getLong(bytes, start + k) != 0) {
                return false;
            }
        }
        return true;
    }
}
