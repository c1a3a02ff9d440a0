package dev.lockstep.memory;

/**
 * The page tables of one hart: trees by the number of their root, shared between processes until one of them writes.
 *
 * <p>A tree has up to five levels of tables, each indexed by four bits of the address, and below them the pages' {@linkplain
 * PageContents tables of granules}:
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
    private final PageContents contents;

    PageTables(MemoryBudget budget) {
        this.budget = budget;
        tables = new TablePool(budget, FIRST + TableKey.ENTRIES);
        contents = new PageContents(budget);
    }

    /** The pool of all tables but those of granules. */
    TablePool tables() {
        return tables;
    }

    /** What the pages hold. */
    PageContents contents() {
        return contents;
    }

    /** Tables of both kinds in use. */
    int liveTables() {
        return tables.live() + contents.liveTables();
    }

    /** Whether a store could copy all that it may have to. */
    boolean hasRoomForStore() {
        return budget.left() >= storeBytes() && tables.hasRoom(TABLES_IN_PATH) && contents.hasRoomForStore();
    }

    /** Whether the tables that lead to both ends of a range can be had, as far as the host's memory goes. */
    boolean hasRoomForRange() {
        return tables.hasRoom(2 * TABLES_IN_PATH);
    }

    /** What a store takes at most, in bytes. */
    private long storeBytes() {
        return (long) TABLES_IN_PATH * tables.bytes() + contents.storeBytes();
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

    /** Releases what an entry with a number names, of a table that is indexed from this bit on. */
    void releaseBelow(int entry, int shift) {
        if (shift > Page.SHIFT) {
            releaseTable(entry >>> NUMBER);
        } else {
            contents.release(entry);
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

    /**
     * The granule of an address in a page to which this {@link #path} leads, if this tree is the only one to name it and all
     * on the way.
     *
     * @return {@link GranulePool#ZERO} when it is not
     */
    int ownGranule(long path, int address) {
        return (path & OWN) == 0 ? GranulePool.ZERO : contents.ownGranule((int) path, address);
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
                } else {
                    contents.share(entry);
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
        int own = contents.own(tables.get(table, index));
        tables.set(table, index, own);
        return contents.writableGranule(own, address);
    }

    /**
     * Gives a page that is mapped another entry; what the one before named must be released. The root must be this tree's
     * own.
     */
    void setEntry(int root, int address, int entry) {
        tables.set(ownPageTable(root, address), FIRST + (address >>> Page.SHIFT & TableKey.ENTRIES - 1), entry);
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
}
