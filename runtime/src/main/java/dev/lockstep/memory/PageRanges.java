package dev.lockstep.memory;

/**
 * Maps and unmaps ranges of pages in the trees of {@link PageTables}; what nobody has written takes as few entries as its
 * addresses allow.
 *
 * <p>A range has a first and a last page, by their addresses; the last is not below the first.
 */
final class PageRanges {
    private final PageTables trees;
    private final TablePool tables;

    PageRanges(PageTables trees) {
        this.trees = trees;
        tables = trees.tables();
    }

    /**
     * Maps pages, or adds rights to those that are mapped. The root must be this tree's own.
     *
     * @return the tree's root from now on
     */
    int map(int root, int first, int last, int rights) {
        int top = root == PageTables.EMPTY
                ? trees.newTable(TableKey.of(first, last, Page.SHIFT), 0)
                : tableFor(root, first, last);
        mapBelow(top, first, last, PageTables.MAPPED | rights);
        return top;
    }

    /** A table that is for a range: this one, or the lowest that has it below it. */
    private int tableFor(int table, int first, int last) {
        int key = trees.key(table);
        if (!TableKey.outside(key, first) && !TableKey.outside(key, last)) {
            return table;
        }
        int firstOfTable = TableKey.first(key);
        int low = Integer.compareUnsigned(first, firstOfTable) < 0 ? first : firstOfTable;
        int high = Integer.compareUnsigned(last, firstOfTable) > 0 ? last : firstOfTable;
        int above = trees.newTable(TableKey.of(low, high, TableKey.shiftAbove(key)), 0);
        tables.set(above, PageTables.index(trees.key(above), firstOfTable), table << PageTables.NUMBER);
        return above;
    }

    private void mapBelow(int table, int first, int last, int rights) {
        int key = trees.key(table);
        int span = TableKey.span(key);
        for (int at = first; ; at = (at | span) + 1) {
            mapEntry(table, key, at, endOf(span, at, last), rights);
            if ((at | span) == (last | span)) {
                return;
            }
        }
    }

    /** The last page of a range that the entry of an address is for. */
    private static int endOf(int span, int address, int last) {
        return Integer.compareUnsigned(last, address | span) < 0 ? last : address | span & -Page.BYTES;
    }

    /** In one entry's range. */
    private void mapEntry(int table, int key, int first, int last, int rights) {
        int index = PageTables.index(key, first);
        int entry = tables.get(table, index);
        int below = entry >>> PageTables.NUMBER;
        if (TableKey.shift(key) == Page.SHIFT || (below == 0 && isAll(key, first, last))) {
            tables.set(table, index, entry | rights);
        } else {
            int own = entry == 0
                    ? trees.newTable(TableKey.of(first, last, Page.SHIFT), 0)
                    : tableFor(trees.ownBelow(table, key, first), first, last);
            tables.set(table, index, own << PageTables.NUMBER);
            mapBelow(own, first, last, rights);
        }
    }

    /** Whether a range of pages is all that an entry is for. */
    private static boolean isAll(int key, int first, int last) {
        int span = TableKey.span(key);
        return (first & span) == 0 && (last | Page.BYTES - 1) == (first | span);
    }

    /** Takes pages away. The root must be this tree's own. */
    void unmap(int root, int first, int last) {
        if (root != PageTables.EMPTY) {
            unmapBelow(root, first, last);
        }
    }

    private void unmapBelow(int table, int first, int last) {
        int key = trees.key(table);
        int span = TableKey.span(key);
        int firstOfTable = TableKey.first(key);
        int lastOfTable = TableKey.last(key) & -Page.BYTES;
        int from = Integer.compareUnsigned(first, firstOfTable) < 0 ? firstOfTable : first;
        int to = Integer.compareUnsigned(last, lastOfTable) > 0 ? lastOfTable : last;
        if (Integer.compareUnsigned(from, to) > 0) {
            return;
        }
        for (int at = from; ; at = (at | span) + 1) {
            unmapEntry(table, key, at, endOf(span, at, to));
            if ((at | span) == (to | span)) {
                return;
            }
        }
    }

    private void unmapEntry(int table, int key, int first, int last) {
        int index = PageTables.index(key, first);
        int entry = tables.get(table, index);
        if (isAll(key, first, last)) {
            if (entry >>> PageTables.NUMBER != 0) {
                trees.releaseBelow(entry, TableKey.shift(key));
            }
            tables.set(table, index, 0);
        } else if (entry != 0) {
            unmapBelow(trees.ownBelow(table, key, first), first, last);
        }
    }
}
