package dev.lockstep.memory;

import java.lang.foreign.Arena;
import java.util.Arrays;

/**
 * All guest memory of one kernel: page frames of {@value #FRAME_BYTES} bytes, each with a count of the page-table
 * entries that name it.
 *
 * <p>A frame is known by its number. Frame {@value #ZERO_FRAME} reads as zeros, is never counted and never written:
 * every page that nobody has written yet is that frame. Frames come from chunks that are allocated as they are needed,
 * up to the budget given at construction; freed frames are used again last-in first-out.
 */
public final class FramePool implements AutoCloseable {
    /** log2 of the frame size. */
    public static final int FRAME_SHIFT = 12;

    /** Bytes in a frame. */
    public static final int FRAME_BYTES = 1 << FRAME_SHIFT;

    /** The frame of zeros. */
    public static final int ZERO_FRAME = 0;

    private static final int CHUNK_SHIFT = 8;
    private static final int CHUNK_FRAMES = 1 << CHUNK_SHIFT;

    private final Arena arena = Arena.ofShared();
    private final int limit;
    private long[] chunks = new long[16];
    private int[] counts = new int[CHUNK_FRAMES];
    private int[] free = new int[CHUNK_FRAMES];
    private int freeCount;
    private int created;
    private int live;

    /**
     * A pool that never holds more than {@code bytes} bytes of frames.
     *
     * @param bytes the budget; rounded down to whole frames, at most 2^27 frames
     */
    public FramePool(long bytes) {
        limit = (int) Math.min(bytes >>> FRAME_SHIFT, 1 << 27);
        growTo(ZERO_FRAME);
        created = 1;
    }

    /** Memory for tables that live as long as the pool. */
    Arena arena() {
        return arena;
    }

    /** Frames in use, the frame of zeros not counted. */
    public int live() {
        return live;
    }

    /** Frames that may be in use at once. */
    public int limit() {
        return limit;
    }

    /** Host address of a frame's first byte. */
    public long address(int frame) {
        return chunks[frame >>> CHUNK_SHIFT] + ((long) (frame & (CHUNK_FRAMES - 1)) << FRAME_SHIFT);
    }

    /** Entries that name this frame; the frame of zeros counts as shared by all. */
    public int count(int frame) {
        return frame == ZERO_FRAME ? Integer.MAX_VALUE : counts[frame];
    }

    /**
     * Takes a frame with undefined content and a count of one.
     *
     * @return its number, or -1 when the budget is used up
     */
    public int allocate() {
        if (live >= limit) {
            return -1;
        }
        int frame;
        if (freeCount > 0) {
            frame = free[--freeCount];
        } else {
            frame = created;
            growTo(frame);
            created++;
        }
        counts[frame] = 1;
        live++;
        return frame;
    }

    /** Adds one entry that names this frame. */
    public void share(int frame) {
        if (frame != ZERO_FRAME) {
            counts[frame]++;
        }
    }

    /** Takes one entry away; the last one frees the frame. */
    public void release(int frame) {
        if (frame != ZERO_FRAME && --counts[frame] == 0) {
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, 2 * freeCount);
            }
            free[freeCount++] = frame;
            live--;
        }
    }

    private void growTo(int frame) {
        int chunk = frame >>> CHUNK_SHIFT;
        if (chunk >= chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunks.length);
        }
        if (chunks[chunk] == 0) {
            chunks[chunk] = arena.allocate((long) CHUNK_FRAMES << FRAME_SHIFT, FRAME_BYTES)
                    .address();
        }
        if (frame >= counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
    }

    /** Gives all memory back; no address from this pool may be used afterwards. */
    @Override
    public void close() {
        arena.close();
    }
}
