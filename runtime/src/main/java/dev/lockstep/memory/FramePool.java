package dev.lockstep.memory;

import java.util.Arrays;

/**
 * All guest memory of one kernel: page frames of {@value #FRAME_BYTES} bytes, each with a count of the page-table
 * entries that name it.
 *
 * <p>A frame is known by its number; its bytes lie in an array ({@link #bytes}) from an index on ({@link #start}). Frame
 * {@value #ZERO_FRAME} reads as zeros, is never counted and never written: every page that nobody has written yet is that
 * frame. Frames are made as they are needed, up to the budget given at construction; freed frames are used again last-in
 * first-out.
 *
 * <p>A frame has an array of its own, or it is part of a <em>run</em>: frames side by side in one array, for a process whose
 * memory is to be flat. A run counts as a whole until the last of its frames is freed; then it is garbage.
 */
public final class FramePool {
    /** log2 of the frame size. */
    public static final int FRAME_SHIFT = 12;

    /** Bytes in a frame. */
    public static final int FRAME_BYTES = 1 << FRAME_SHIFT;

    /** The frame of zeros. */
    public static final int ZERO_FRAME = 0;

    private static final int FIRST_CAPACITY = 256;

    /** Frames that share one array, which counts as long as one of them is in use. */
    private static final class Run {
        final int whole;
        int left;

        Run(int frames, int whole) {
            left = frames;
            this.whole = whole;
        }
    }

    private final int limit;
    private byte[][] contents = new byte[FIRST_CAPACITY][];
    private int[] starts = new int[FIRST_CAPACITY];
    private int[] counts = new int[FIRST_CAPACITY];
    private Run[] runs = new Run[FIRST_CAPACITY];
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
        contents[ZERO_FRAME] = new byte[FRAME_BYTES];
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

    /** The array that a frame lies in. */
    public byte[] bytes(int frame) {
        return contents[frame];
    }

    /** Index of a frame's first byte in its array. */
    public int start(int frame) {
        return starts[frame];
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
        return live >= limit ? -1 : allocateBeyondLimit();
    }

    /** The same whatever the budget says, for somebody who gives a run back right away. */
    int allocateBeyondLimit() {
        int frame = freeNumber();
        if (contents[frame] == null) {
            contents[frame] = new byte[FRAME_BYTES];
        }
        counts[frame] = 1;
        live++;
        return frame;
    }

    /**
     * Takes frames of zeros in one array, each with a count of one.
     *
     * @param bytes their array, of zeros where they lie; all of it counts as in use
     * @param firstBytes index of each one's first byte
     * @return their numbers
     */
    int[] allocateRun(byte[] bytes, int[] firstBytes) {
        int whole = bytes.length >>> FRAME_SHIFT;
        int[] numbers = new int[firstBytes.length];
        Run run = new Run(numbers.length, whole);
        for (int k = 0; k < numbers.length; k++) {
            int frame = freeNumber();
            contents[frame] = bytes;
            starts[frame] = firstBytes[k];
            counts[frame] = 1;
            runs[frame] = run;
            numbers[k] = frame;
        }
        live += whole;
        return numbers;
    }

    /** Whether a frame is part of a run. */
    boolean inRun(int frame) {
        return runs[frame] != null;
    }

    private int freeNumber() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        int frame = created == contents.length ? grow() : created;
        created++;
        return frame;
    }

    private int grow() {
        int capacity = 2 * created;
        contents = Arrays.copyOf(contents, capacity);
        starts = Arrays.copyOf(starts, capacity);
        counts = Arrays.copyOf(counts, capacity);
        runs = Arrays.copyOf(runs, capacity);
        return created;
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
            Run run = runs[frame];
            if (run == null) {
                live--;
            } else {
                run.left--;
                live -= run.left == 0 ? run.whole : 0;
                runs[frame] = null;
                contents[frame] = null;
                starts[frame] = 0;
            }
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, 2 * freeCount);
            }
            free[freeCount++] = frame;
        }
    }
}
