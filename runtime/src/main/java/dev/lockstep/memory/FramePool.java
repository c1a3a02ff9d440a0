package dev.lockstep.memory;

import java.util.Arrays;

/**
 * All guest memory of one kernel: page frames of {@value #FRAME_BYTES} bytes, each with a count of the page-table
 * entries that name it.
 *
 * <p>A frame is known by its number; its content is an {@code int[]} of little-endian words ({@link Page}). Frame
 * {@value #ZERO_FRAME} reads as zeros, is never counted and never written: every page that nobody has written yet is that
 * frame. Frames are made as they are needed, up to the budget given at construction; freed frames are used again last-in
 * first-out.
 */
public final class FramePool {
    /** log2 of the frame size. */
    public static final int FRAME_SHIFT = 12;

    /** Bytes in a frame. */
    public static final int FRAME_BYTES = 1 << FRAME_SHIFT;

    /** The frame of zeros. */
    public static final int ZERO_FRAME = 0;

    private static final int FIRST_CAPACITY = 256;

    private final int limit;
    private int[][] contents = new int[FIRST_CAPACITY][];
    private int[] counts = new int[FIRST_CAPACITY];
    private int[] free = new int[FIRST_CAPACITY];
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
        contents[ZERO_FRAME] = new int[Page.WORDS];
        created = 1;
    }

    /** Frames in use, the frame of zeros not counted. */
    public int live() {
        return live;
    }

    /** Frames that may be in use at once. */
    public int limit() {
        return limit;
    }

    /** A frame's words. */
    public int[] content(int frame) {
        return contents[frame];
    }

    /** Entries that name this frame; the frame of zeros counts as shared by all. */
    public int count(int frame) {
        return frame == ZERO_FRAME ? Integer.MAX_VALUE : counts[frame];
    }

    /**
     * Takes a frame with any content and a count of one.
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
            frame = created++;
            if (frame == contents.length) {
                contents = Arrays.copyOf(contents, 2 * frame);
                counts = Arrays.copyOf(counts, 2 * frame);
            }
            contents[frame] = new int[Page.WORDS];
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
}
