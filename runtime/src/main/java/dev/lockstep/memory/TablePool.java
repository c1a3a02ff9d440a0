package dev.lockstep.memory;

import java.util.Arrays;

/**
 * Tables of a fixed number of entries, each with a count of those that name it, in large arrays: a table is known by its
 * number, from 1, and is no Java object. Freed ones are used again last-in first-out.
 *
 * <p>The count stands in front of the entries; while a table is free, the number of the next free one does.
 */
public final class TablePool {
    private static final int CHUNK_BITS = 12;
    private static final int CHUNK_TABLES = 1 << CHUNK_BITS;
    private static final int CHUNK_MASK = CHUNK_TABLES - 1;

    /** Numbers have at most 27 bits: so many an entry of a page table can hold. */
    private static final int MOST_TABLES = 1 << 27;

    private final MemoryBudget budget;
    private final int entries;
    private final int stride;
    private int[][] chunks = new int[1][];
    private int created = 1;
    /** Numbers for which there are arrays, from 0. */
    private int numbers;

    private int free;
    private int live;

    /**
     * A pool without tables.
     *
     * @param entries of each table
     */
    public TablePool(MemoryBudget budget, int entries) {
        this.budget = budget;
        this.entries = entries;
        stride = entries + 1;
    }

    /** Bytes that a table takes. */
    int bytes() {
        return stride * Integer.BYTES;
    }

    /** Whether so many more can be had, fewer than an array holds, as far as the host's memory and the numbers go. */
    public boolean hasRoom(int more) {
        return numbers - 1 - live >= more || (numbers < MOST_TABLES && budget.mayHold((long) CHUNK_TABLES * bytes()));
    }

    /** Tables in use. */
    public int live() {
        return live;
    }

    public int get(int table, int index) {
        return chunks[table >>> CHUNK_BITS][at(table) + 1 + index];
    }

    public void set(int table, int index, int value) {
        chunks[table >>> CHUNK_BITS][at(table) + 1 + index] = value;
    }

    /** The array that a table lies in, for those who look at many of its entries. */
    int[] chunk(int table) {
        return chunks[table >>> CHUNK_BITS];
    }

    /** Index there of a table's first entry. */
    int first(int table) {
        return at(table) + 1;
    }

    /** Who name this table. */
    int count(int table) {
        return chunks[table >>> CHUNK_BITS][at(table)];
    }

    /** One more names it. */
    public void share(int table) {
        chunks[table >>> CHUNK_BITS][at(table)]++;
    }

    /** One fewer names it; returns whether it was the last, and the table is to be {@linkplain #free freed}. */
    public boolean release(int table) {
        return --chunks[table >>> CHUNK_BITS][at(table)] == 0;
    }

    /** A table of equal entries that one names, whatever the budget says. */
    public int allocate(int entry) {
        int table = take();
        int[] chunk = chunks[table >>> CHUNK_BITS];
        int at = at(table);
        Arrays.fill(chunk, at + 1, at + stride, entry);
        return table;
    }

    /** A table with another's entries that one names, whatever the budget says. */
    int copy(int table) {
        int copy = take();
        System.arraycopy(
                chunks[table >>> CHUNK_BITS], at(table) + 1, chunks[copy >>> CHUNK_BITS], at(copy) + 1, entries);
        return copy;
    }

    private int take() {
        budget.take(bytes());
        live++;
        int table = free;
        if (table != 0) {
            free = count(table);
        } else {
            table = created++;
            if (table >>> CHUNK_BITS >= chunks.length || chunks[table >>> CHUNK_BITS] == null) {
                addChunk(table >>> CHUNK_BITS);
            }
        }
        chunks[table >>> CHUNK_BITS][at(table)] = 1;
        return table;
    }

    private void addChunk(int chunk) {
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunk);
        }
        budget.hold((long) CHUNK_TABLES * bytes());
        chunks[chunk] = new int[CHUNK_TABLES * stride];
        numbers += CHUNK_TABLES;
    }

    /** Gives back a table that nobody names. */
    public void free(int table) {
        budget.give(bytes());
        live--;
        chunks[table >>> CHUNK_BITS][at(table)] = free;
        free = table;
    }

    /** Index in its array of a table's count, behind which its entries stand. */
    private int at(int table) {
        return (table & CHUNK_MASK) * stride;
    }
}
