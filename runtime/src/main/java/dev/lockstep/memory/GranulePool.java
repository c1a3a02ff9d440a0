package dev.lockstep.memory;

import java.util.Arrays;

/**
 * The granules of one hart, each with a count of the page-table entries that name it.
 *
 * <p>A granule is known by its number; its bytes lie in an array ({@link #bytes}) from an index on ({@link #start}).
 * {@value #ZERO} reads as zeros, is never counted and never written: what nobody has written yet is that granule. Freed
 * ones are used again last-in first-out.
 *
 * <p>Numbers go in chunks of 256 KB. A chunk is an array of its own, or a part of a <em>run</em>: a larger array for a
 * process whose memory is to be flat. A run is garbage when the last of its pages is freed.
 */
final class GranulePool {
    /** The granule of zeros. */
    static final int ZERO = 0;

    private static final int CHUNK_SHIFT = 18;
    private static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;
    private static final int CHUNK_BITS = CHUNK_SHIFT - Granule.SHIFT;
    private static final int CHUNK_GRANULES = 1 << CHUNK_BITS;
    private static final int CHUNK_MASK = CHUNK_GRANULES - 1;
    private static final int COST = Granule.BYTES + Integer.BYTES;

    /** An array of several chunks, and how many of its pages are named. */
    private static final class Run {
        final int[] chunks;
        final long bytes;
        int left;

        Run(int[] chunks, long bytes, int left) {
            this.chunks = chunks;
            this.bytes = bytes;
            this.left = left;
        }
    }

    /** What a freed granule is full of, where the budget says so: no program's code or data, and no address. */
    static final byte SPOILED = (byte) 0xa5;

    private final MemoryBudget budget;
    private final boolean spoils;
    private byte[][] contents = new byte[1][];
    /** The next unused chunk in the place of a start while a chunk is unused. */
    private int[] starts = new int[1];
    /** The next free granule in the place of a count while a granule is free. */
    private int[][] counts = new int[1][];

    private Run[] runs = new Run[1];
    private int chunks;
    /** The chunk whose run went last, of those whose numbers may be used again; 0 when there is none. */
    private int unused;

    /** The chunk that fresh granules come from, and those of it that were never used, as first and end. */
    private int fresh;

    private int freshEnd;
    private int free;
    private int live;

    GranulePool(MemoryBudget budget) {
        this.budget = budget;
        spoils = budget.spoils();
        addChunk(new byte[Page.BYTES], 0, new int[1], null);
    }

    /** Bytes that a granule takes. */
    static int cost() {
        return COST;
    }

    /** Granules in use, those of flat memory not counted. */
    int live() {
        return live;
    }

    /** The array that a granule lies in. */
    byte[] bytes(int granule) {
        return contents[granule >>> CHUNK_BITS];
    }

    /** Index of a granule's first byte in its array. */
    int start(int granule) {
        return starts[granule >>> CHUNK_BITS] + ((granule & CHUNK_MASK) << Granule.SHIFT);
    }

    /** Entries that name this granule; that of zeros counts as shared by all. */
    int count(int granule) {
        return granule == ZERO ? Integer.MAX_VALUE : counts[granule >>> CHUNK_BITS][granule & CHUNK_MASK];
    }

    /** One more entry names it. */
    void share(int granule) {
        if (granule != ZERO) {
            counts[granule >>> CHUNK_BITS][granule & CHUNK_MASK]++;
        }
    }

    /** One entry fewer names it; the last one frees it. */
    void release(int granule) {
        if (granule != ZERO && --counts[granule >>> CHUNK_BITS][granule & CHUNK_MASK] == 0) {
            Run run = runs[granule >>> CHUNK_BITS];
            if (run != null) {
                leave(run);
            } else {
                budget.give(COST);
                live--;
                if (spoils) {
                    spoil(granule);
                }
                counts[granule >>> CHUNK_BITS][granule & CHUNK_MASK] = free;
                free = granule;
            }
        }
    }

    private void spoil(int granule) {
        int start = start(granule);
        Arrays.fill(bytes(granule), start, start + Granule.BYTES, SPOILED);
    }

    /** Whether a run of so many bytes would have numbers that fit into an entry of a page table. */
    boolean canNumber(long bytes) {
        return chunks + bytes / CHUNK_BYTES + 1 < 1 << Integer.SIZE - PageTables.NUMBER - CHUNK_BITS;
    }

    /** Whether another one can be had, as far as the host's memory goes. */
    boolean hasRoom() {
        return free != 0 || fresh < freshEnd || budget.mayHold(CHUNK_BYTES);
    }

    /** A granule of any content that one entry names, whatever the budget says. */
    int allocate() {
        budget.take(COST);
        live++;
        int granule = free;
        if (granule == 0) {
            if (fresh == freshEnd) {
                fresh = addOwnChunk() << CHUNK_BITS;
                freshEnd = fresh + CHUNK_GRANULES;
            }
            granule = fresh++;
        } else {
            free = counts[granule >>> CHUNK_BITS][granule & CHUNK_MASK];
        }
        counts[granule >>> CHUNK_BITS][granule & CHUNK_MASK] = 1;
        return granule;
    }

    /** The same, of zeros. */
    int allocateZeros() {
        int granule = allocate();
        int start = start(granule);
        Arrays.fill(bytes(granule), start, start + Granule.BYTES, (byte) 0);
        return granule;
    }

    /** The same, with the content of another. */
    int copy(int granule) {
        int copy = allocate();
        System.arraycopy(bytes(granule), start(granule), bytes(copy), start(copy), Granule.BYTES);
        return copy;
    }

    private int addOwnChunk() {
        budget.hold(CHUNK_BYTES);
        return addChunk(new byte[CHUNK_BYTES], 0, new int[CHUNK_GRANULES], null);
    }

    private int addChunk(byte[] bytes, int start, int[] chunkCounts, Run run) {
        int chunk = unused;
        if (chunk != 0) {
            unused = starts[chunk];
        } else {
            chunk = chunks++;
            if (chunk == contents.length) {
                contents = Arrays.copyOf(contents, 2 * chunk);
                starts = Arrays.copyOf(starts, 2 * chunk);
                counts = Arrays.copyOf(counts, 2 * chunk);
                runs = Arrays.copyOf(runs, 2 * chunk);
            }
        }
        contents[chunk] = bytes;
        starts[chunk] = start;
        counts[chunk] = chunkCounts;
        runs[chunk] = run;
        return chunk;
    }

    /**
     * Takes pages in one array, each named by one entry.
     *
     * @param bytes their array; all of it counts as taken
     * @param pages how many lie in it, from its first byte on
     * @return the number of the first granule of each chunk of the array, as {@link #inRun} wants it
     */
    int[] allocateRun(byte[] bytes, int pages) {
        int[] numbers = new int[(int) ((((long) pages << Page.SHIFT) + CHUNK_BYTES - 1) / CHUNK_BYTES)];
        Run run = new Run(numbers, bytes.length, 0);
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = addChunk(bytes, k * CHUNK_BYTES, new int[CHUNK_GRANULES], run);
        }
        budget.take(bytes.length);
        budget.hold(bytes.length);
        return numbers;
    }

    /** The first granule of a page of a run, by the index of its first byte; from now on an entry names it. */
    int inRun(int[] numbers, int index) {
        int granule = (numbers[index / CHUNK_BYTES] << CHUNK_BITS) + (index % CHUNK_BYTES >>> Granule.SHIFT);
        counts[granule >>> CHUNK_BITS][granule & CHUNK_MASK] = 1;
        runs[granule >>> CHUNK_BITS].left++;
        return granule;
    }

    private void leave(Run run) {
        run.left--;
        if (run.left == 0) {
            budget.give(run.bytes);
            budget.drop(run.bytes);
            for (int chunk : run.chunks) {
                starts[chunk] = unused;
                unused = chunk;
                contents[chunk] = null;
                counts[chunk] = null;
                runs[chunk] = null;
            }
        }
    }
}
