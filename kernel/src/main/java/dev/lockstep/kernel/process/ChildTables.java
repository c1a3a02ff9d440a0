package dev.lockstep.kernel.process;

import dev.lockstep.memory.MemoryBudget;
import dev.lockstep.memory.TablePool;

/**
 * Children by their ordinal: for each parent a tree of tables of sixteen entries. A tree is known by one int, which holds
 * its root and its height, and is 0 while it is empty; a tree of one child is that child's slot, without a table.
 *
 * <pre>
 *  31      28 27                      0
 * +----------+-------------------------+
 * |  height  |      table or slot      |     height 0: the slot of the only child
 * +----------+-------------------------+
 * </pre>
 */
final class ChildTables {
    private static final int ENTRIES = 16;
    private static final int INDEX_BITS = 4;
    private static final int HEIGHT_SHIFT = 28;
    private static final int NUMBER_MASK = (1 << HEIGHT_SHIFT) - 1;
    private static final int MOST_HEIGHT = 8;

    private final TablePool tables;
    private final ProcessRecords records;
    private final ProcessNames names;

    ChildTables(MemoryBudget budget, ProcessRecords records, ProcessNames names) {
        tables = new TablePool(budget, ENTRIES);
        this.records = records;
        this.names = names;
    }

    /** Whether there is room for one more child of anybody. */
    boolean hasRoom() {
        return tables.hasRoom(2 * MOST_HEIGHT);
    }

    /** The slot of a child; {@link ProcessRecords#NONE} when there is none of that ordinal. */
    int find(int tree, int ordinal) {
        int height = tree >>> HEIGHT_SHIFT;
        int at = tree & NUMBER_MASK;
        if (height == 0) {
            return at != 0 && ordinalOf(at) == ordinal ? at : ProcessRecords.NONE;
        }
        if (ordinal < 0 || beyond(ordinal, height)) {
            return ProcessRecords.NONE;
        }
        for (int shift = (height - 1) * INDEX_BITS; shift >= 0 && at != 0; shift -= INDEX_BITS) {
            at = tables.get(at, ordinal >>> shift & ENTRIES - 1);
        }
        return at;
    }

    /** The tree with one more child. */
    int add(int tree, int child) {
        if (tree == 0) {
            return child;
        }
        if (tree >>> HEIGHT_SHIFT == 0) {
            return put(put(emptyFor(ordinalOf(tree)), tree), child);
        }
        return put(tree, child);
    }

    /** A tree without children that need not grow for this one: below what grows there must be some. */
    private int emptyFor(int ordinal) {
        int height = 1;
        while (beyond(ordinal, height)) {
            height++;
        }
        return height << HEIGHT_SHIFT | tables.allocate(0);
    }

    private int put(int tree, int child) {
        int ordinal = ordinalOf(child);
        int height = tree >>> HEIGHT_SHIFT;
        int root = tree & NUMBER_MASK;
        while (beyond(ordinal, height)) {
            int above = tables.allocate(0);
            tables.set(above, 0, root);
            root = above;
            height++;
        }
        int at = root;
        for (int shift = (height - 1) * INDEX_BITS; shift > 0; shift -= INDEX_BITS) {
            int next = tables.get(at, ordinal >>> shift & ENTRIES - 1);
            if (next == 0) {
                next = tables.allocate(0);
                tables.set(at, ordinal >>> shift & ENTRIES - 1, next);
            }
            at = next;
        }
        tables.set(at, ordinal & ENTRIES - 1, child);
        return height << HEIGHT_SHIFT | root;
    }

    private static boolean beyond(int ordinal, int height) {
        return height < MOST_HEIGHT && ordinal >>> height * INDEX_BITS != 0;
    }

    /** The tree without a child that is in it. */
    int remove(int tree, int child) {
        if (tree >>> HEIGHT_SHIFT == 0) {
            return 0;
        }
        int height = tree >>> HEIGHT_SHIFT;
        boolean empty = removeBelow(tree & NUMBER_MASK, (height - 1) * INDEX_BITS, ordinalOf(child));
        return empty ? 0 : tree;
    }

    /** Returns whether nothing is left in a table, which is then free. */
    private boolean removeBelow(int table, int shift, int ordinal) {
        int index = ordinal >>> shift & ENTRIES - 1;
        if (shift > 0 && !removeBelow(tables.get(table, index), shift - INDEX_BITS, ordinal)) {
            return false;
        }
        tables.set(table, index, 0);
        for (int k = 0; k < ENTRIES; k++) {
            if (tables.get(table, k) != 0) {
                return false;
            }
        }
        tables.free(table);
        return true;
    }

    /** Frees a tree's tables. */
    void clear(int tree) {
        if (tree >>> HEIGHT_SHIFT != 0) {
            clear(tree & NUMBER_MASK, tree >>> HEIGHT_SHIFT);
        }
    }

    private void clear(int table, int height) {
        for (int k = 0; k < ENTRIES && height > 1; k++) {
            int below = tables.get(table, k);
            if (below != 0) {
                clear(below, height - 1);
            }
        }
        tables.free(table);
    }

    private int ordinalOf(int slot) {
        return names.ordinal(records.get(slot, ProcessRecords.NAME));
    }
}
