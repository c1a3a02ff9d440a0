package dev.lockstep.memory;

/**
 * The page tables of one hart: trees by the number of their root, shared between processes until one of them writes.
 *
 * <p>A tree has up to five levels of tables, each indexed by four bits of the address, and below them tables of granules:
 *
 * <pre>
 *  31   28 27   24 23   20 19   16 15   12 11     8 7      0
 * +-------+-------+-------+-------+-------+--------+--------+
 * |       |       |       |       |  page | granule| offset |     with granules of 256 bytes
 * +-------+-------+-------+-------+-------+--------+--------+
 * </pre>
 *
 * <p>A level at which nothing branches is left out, as in a radix tree (Morrison: PATRICIA, 1968): a table's
 * {@linkplain TableKey key} tells which addresses it is for, and by which bits it is indexed. What lies in an entry's range
 * and not in that of the table which it names is not mapped.
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

    /** The tree in which nothing is mapped. */
    static final int EMPTY = 0;

    /** Stands above an entry: see {@link #path}. */
    private static final long OWN = 1L << 32;

    private static final long WORD = OWN - 1;

    private static final int TABLES_IN_PATH = 5;

    /** A table's words: its {@linkplain TableKey key}, then its entries. */
    private static final int KEY = 0;

    private static final int FIRST = 1;

    private final MemoryBudget budget;
    private final TablePool tables;
    private final TablePool leaves;
    private final GranulePool granules;

    PageTables(MemoryBudget budget) {
        this.budget = budget;
        tables = new TablePool(budget, FIRST + TableKey.ENTRIES);
        leaves = new TablePool(budget, Granule.PER_PAGE);
        granules = new GranulePool(budget);
    }

    /** The pool of all tables but those of granules. */
    TablePool tables() {
        return tables;
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
        return budget.left() >= storeBytes()
                && tables.hasRoom(TABLES_IN_PATH)
                && leaves.hasRoom(1)
                && granules.hasRoom();
    }

    /** Whether the tables that lead to both ends of a range can be had, as far as the host's memory goes. */
    boolean hasRoomForRange() {
        return tables.hasRoom(2 * TABLES_IN_PATH);
    }

    /** What a store takes at most, in bytes. */
    private long storeBytes() {
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
            releaseTable(root);
        }
    }

    private void releaseTable(int table) {
        if (tables.release(table)) {
            int[] chunk = tables.chunk(table);
            int first = tables.first(table) + FIRST;
            int shift = TableKey.shift(chunk[first - FIRST + KEY]);
            for (int at = first; at < first + TableKey.ENTRIES; at++) {
                if (chunk[at] >>> NUMBER != 0) {
                    releaseBelow(chunk[at], shift);
                }
            }
            tables.free(table);
        }
    }

    /** Releases what an entry of a table that is indexed from this bit on names. */
    void releaseBelow(int entry, int shift) {
        int number = entry >>> NUMBER;
        if (shift > Page.SHIFT) {
            releaseTable(number);
        } else if ((entry & WHOLE) != 0) {
            granules.release(number);
        } else if (leaves.release(number)) {
            int[] chunk = leaves.chunk(number);
            int first = leaves.first(number);
            for (int at = first; at < first + Granule.PER_PAGE; at++) {
                if (chunk[at] != GranulePool.ZERO) {
                    granules.release(chunk[at]);
                }
            }
            leaves.free(number);
        }
    }

    /** The key of a table. */
    int key(int table) {
        return tables.get(table, KEY);
    }

    /** Index in a table with this key of the entry for an address. */
    static int index(int key, int address) {
        return FIRST + TableKey.index(key, address);
    }

    /** The entry for a page: 0 where nothing is mapped. */
    int entry(int root, int address) {
        int table = root;
        while (table != EMPTY) {
            int[] chunk = tables.chunk(table);
            int first = tables.first(table);
            int key = chunk[first + KEY];
            if (TableKey.outside(key, address)) {
                return 0;
            }
            int entry = chunk[first + index(key, address)];
            table = entry >>> NUMBER;
            if (table == 0 || TableKey.shift(key) == Page.SHIFT) {
                return entry;
            }
        }
        return 0;
    }

    /** The same in the lower word, with {@link #OWN} if this tree is the only one to name each table on the way. */
    long path(int root, int address) {
        int table = root;
        while (table != EMPTY && tables.count(table) == 1) {
            int key = key(table);
            int entry = TableKey.outside(key, address) ? 0 : tables.get(table, index(key, address));
            table = entry >>> NUMBER;
            if (table == 0 || TableKey.shift(key) == Page.SHIFT) {
                return OWN | entry & WORD;
            }
        }
        return entry(table, address) & WORD;
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
     * The granule of an address in a page to which this {@link #path} leads, if this tree is the only one to name it and all
     * on the way.
     *
     * @return {@link GranulePool#ZERO} when it is not
     */
    int ownGranule(long path, int address) {
        int entry = (int) path;
        int number = entry >>> NUMBER;
        if ((path & OWN) == 0 || number == 0) {
            return GranulePool.ZERO;
        }
        if ((entry & WHOLE) != 0) {
            return number + Granule.ofPage(address);
        }
        int granule = leaves.get(number, Granule.ofPage(address));
        return leaves.count(number) == 1 && granules.count(granule) == 1 ? granule : GranulePool.ZERO;
    }

    /**
     * A tree with the same content whose root nobody else names.
     *
     * @param root which one fewer names from now on
     */
    int own(int root) {
        return root == EMPTY ? EMPTY : ownTable(root);
    }

    private int ownTable(int table) {
        if (tables.count(table) == 1) {
            return table;
        }
        int copy = tables.copy(table);
        int[] chunk = tables.chunk(copy);
        int first = tables.first(copy) + FIRST;
        int shift = TableKey.shift(chunk[first - FIRST + KEY]);
        for (int at = first; at < first + TableKey.ENTRIES; at++) {
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

    /** A table of equal entries. */
    int newTable(int key, int entry) {
        int table = tables.allocate(entry);
        tables.set(table, KEY, key);
        return table;
    }

    /**
     * The table that holds the page's entry, after copying what others name too. The page must be mapped, and the root this
     * tree's own.
     */
    private int ownPageTable(int root, int address) {
        int table = root;
        for (int key = key(table); TableKey.shift(key) > Page.SHIFT; key = key(table)) {
            table = ownBelow(table, key, address);
        }
        return table;
    }

    /** The table that the entry for an address names, after copying it, or making it where the entry is for all below. */
    int ownBelow(int table, int key, int address) {
        int index = index(key, address);
        int entry = tables.get(table, index);
        int below = entry >>> NUMBER;
        int own =
                below == 0 ? newTable(TableKey.of(address, address, TableKey.shiftBelow(key)), entry) : ownTable(below);
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
        int index = FIRST + (address >>> Page.SHIFT & TableKey.ENTRIES - 1);
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
        int first = leaves.first(copy);
        for (int at = first; at < first + Granule.PER_PAGE; at++) {
            granules.share(chunk[at]);
        }
        leaves.release(leaf);
        return copy;
    }

    /**
     * Gives a page that is mapped another entry; what the one before named must be released. The root must be this tree's
     * own.
     */
    void setEntry(int root, int address, int entry) {
        tables.set(ownPageTable(root, address), FIRST + (address >>> Page.SHIFT & TableKey.ENTRIES - 1), entry);
    }

    /** Releases what a page's entry names. */
    void releasePage(int entry) {
        if (entry >>> NUMBER != 0) {
            releaseBelow(entry, Page.SHIFT);
        }
    }

    /** Calls back for every mapped page, ascending, with its number and entry. */
    void eachPage(int root, PageVisitor visitor) {
        eachRange(root, (first, pages, entry) -> {
            for (int page = first; page < first + pages; page++) {
                visitor.visit(page, entry);
            }
            return true;
        });
    }

    /**
     * Calls back for every page that has an entry of its own, and every range of pages that have one in common, ascending,
     * with the number of the first, how many there are, and the entry; as long as the visitor wants to go on.
     *
     * @return whether it wanted to until the end
     */
    boolean eachRange(int root, RangeVisitor visitor) {
        if (root == EMPTY) {
            return true;
        }
        int key = key(root);
        int pages = 1 << TableKey.shift(key) - Page.SHIFT;
        for (int k = 0; k < TableKey.ENTRIES; k++) {
            int entry = tables.get(root, FIRST + k);
            boolean goesOn = true;
            if (entry >>> NUMBER != 0 && pages > 1) {
                goesOn = eachRange(entry >>> NUMBER, visitor);
            } else if (entry != 0) {
                goesOn = visitor.visit((TableKey.first(key) >>> Page.SHIFT) + k * pages, pages, entry);
            }
            if (!goesOn) {
                return false;
            }
        }
        return true;
    }

    /** See {@link #eachRange}. */
    interface RangeVisitor {
        boolean visit(int first, int pages, int entry);
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

    /** The entry of a page with what another page holds, shared with it, and with these rights. */
    int sharedPage(int entry, int rights) {
        leaves.share(entry >>> NUMBER);
        return entry & -1 << NUMBER | rights;
    }

    /**
     * The entry of a page of which some granules are those of another page, shared with it, and some its own, whatever the
     * budget says. The rest is zero.
     *
     * @param other the other page's entry
     * @param shared a bit for each granule of the other page
     * @param own a bit for each granule of its own
     * @param from its own granules' content, one behind the other
     * @param at where that begins
     */
    int mixedPage(int other, int shared, int own, byte[] from, int at, int rights) {
        int leaf = leaves.allocate(GranulePool.ZERO);
        int next = at;
        for (int k = 0; k < Granule.PER_PAGE; k++) {
            if ((shared >>> k & 1) != 0) {
                int granule = granule(other, k << Granule.SHIFT);
                granules.share(granule);
                leaves.set(leaf, k, granule);
            } else if ((own >>> k & 1) != 0) {
                int granule = granules.allocate();
                System.arraycopy(from, next, granules.bytes(granule), granules.start(granule), Granule.BYTES);
                leaves.set(leaf, k, granule);
                next += Granule.BYTES;
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
