package dev.lockstep.memory;

import dev.lockstep.memory.MemoryFault.Kind;
import java.util.Arrays;

/**
 * The 4 GB that one process sees: pages with rights, each naming a frame of the {@link FramePool}.
 *
 * <p>A page-table entry is one int:
 *
 * <pre>
 *  31                              4   3       2         1       0
 * +---------------------------------+-------+---------+-------+------+
 * |          frame number           | mapped| execute | write | read |
 * +---------------------------------+-------+---------+-------+------+
 * </pre>
 *
 * <p>Pages are copied on write: {@link #fork} shares every frame, and a store to a frame that others name too, or to the
 * frame of zeros, first gives the page a frame of its own ({@link #writable}). The table has three levels so that a small
 * process costs a few small arrays.
 *
 * <p>{@link #tag} distinguishes this space in a {@link SoftTlb}. It changes whenever entries cached under the old one
 * could allow too much; tags are never used twice by one {@link AddressSpaces}.
 */
public final class AddressSpace implements AutoCloseable {
    private static final int MAPPED = 8;
    private static final int FRAME_FIELD = 4;
    private static final int LEAF_BITS = 7;
    private static final int MIDDLE_BITS = 7;
    private static final int LEAF_PAGES = 1 << LEAF_BITS;
    private static final int TOP_SHIFT = LEAF_BITS + MIDDLE_BITS;
    private static final int PAGES = 1 << (32 - FramePool.FRAME_SHIFT);

    private final AddressSpaces owner;
    private final FramePool frames;
    private int[][][] top = new int[PAGES >>> TOP_SHIFT][][];
    private long tag;

    AddressSpace(AddressSpaces owner) {
        this.owner = owner;
        frames = owner.frames();
        tag = owner.newTag();
    }

    /** The tag of this space's entries in the soft TLB; never 0. */
    public long tag() {
        return tag;
    }

    /**
     * Maps whole pages of zeros. Pages that are mapped already keep their content and gain the rights.
     *
     * @param address first byte; its page is the first one mapped
     * @param bytes length; the page of the last byte is the last one mapped
     * @param rights for all of them
     */
    public void map(int address, long bytes, Rights rights) {
        if (bytes == 0) {
            return;
        }
        int last = (int) (((address & 0xffffffffL) + bytes - 1) >>> FramePool.FRAME_SHIFT);
        for (int page = address >>> FramePool.FRAME_SHIFT; page <= last; page++) {
            setEntry(page, entry(page) | MAPPED | rights.bits());
        }
    }

    /**
     * Removes whole pages and frees what nobody else shares.
     *
     * @param address first byte of the first page
     * @param bytes length, whole pages
     */
    public void unmap(int address, long bytes) {
        int first = address >>> FramePool.FRAME_SHIFT;
        int last = (int) (((address & 0xffffffffL) + bytes - 1) >>> FramePool.FRAME_SHIFT);
        for (int page = first; page <= last; page++) {
            int entry = entry(page);
            if (entry != 0) {
                frames.release(entry >>> FRAME_FIELD);
                setEntry(page, 0);
            }
        }
        tag = owner.newTag();
    }

    /** Whether the page of this address is mapped, with whatever rights. */
    public boolean mapped(int address) {
        return entry(address >>> FramePool.FRAME_SHIFT) != 0;
    }

    /**
     * The page that a byte can be loaded from.
     *
     * @return valid until the page is next copied or unmapped
     * @throws MemoryFault READ
     */
    public int[] readable(int address) {
        return page(address, Rights.READ, Kind.READ);
    }

    /** Whether the page of this address may be loaded from. */
    public boolean readableNow(int address) {
        return (entry(address >>> FramePool.FRAME_SHIFT) & Rights.READ) != 0;
    }

    /**
     * The page that an instruction can be fetched from.
     *
     * @return valid until the page is next copied or unmapped
     * @throws MemoryFault EXECUTE
     */
    public int[] executable(int address) {
        return page(address, Rights.EXECUTE, Kind.EXECUTE);
    }

    /**
     * The page that a byte can be stored to. Copied first where it is shared.
     *
     * @return valid until the next {@link #fork}
     * @throws MemoryFault WRITE or OUT_OF_MEMORY
     */
    public int[] writable(int address) {
        int page = address >>> FramePool.FRAME_SHIFT;
        int entry = entry(page);
        if ((entry & Rights.WRITE) == 0) {
            throw new MemoryFault(Kind.WRITE, address);
        }
        int frame = entry >>> FRAME_FIELD;
        if (frames.count(frame) > 1) {
            frame = copyPage(page, entry, address);
        }
        return frames.content(frame);
    }

    private int copyPage(int page, int entry, int address) {
        int old = entry >>> FRAME_FIELD;
        int copy = frames.allocate();
        if (copy < 0) {
            throw new MemoryFault(Kind.OUT_OF_MEMORY, address);
        }
        if (old == FramePool.ZERO_FRAME) {
            Arrays.fill(frames.content(copy), 0);
        } else {
            System.arraycopy(frames.content(old), 0, frames.content(copy), 0, Page.WORDS);
            frames.release(old);
        }
        setEntry(page, copy << FRAME_FIELD | entry & (1 << FRAME_FIELD) - 1);
        return copy;
    }

    /** A space with the same content, sharing every frame until either side writes. */
    public AddressSpace fork() {
        AddressSpace child = new AddressSpace(owner);
        for (int t = 0; t < top.length; t++) {
            if (top[t] != null) {
                child.top[t] = forkMiddle(top[t]);
            }
        }
        tag = owner.newTag();
        return child;
    }

    private int[][] forkMiddle(int[][] middle) {
        int[][] copy = new int[middle.length][];
        for (int m = 0; m < middle.length; m++) {
            if (middle[m] != null) {
                copy[m] = middle[m].clone();
                for (int entry : copy[m]) {
                    frames.share(entry >>> FRAME_FIELD);
                }
            }
        }
        return copy;
    }

    /** Frees everything that nobody else shares. */
    @Override
    public void close() {
        for (int[][] middle : top) {
            if (middle != null) {
                for (int[] leaf : middle) {
                    if (leaf != null) {
                        for (int entry : leaf) {
                            frames.release(entry >>> FRAME_FIELD);
                        }
                    }
                }
            }
        }
        top = new int[PAGES >>> TOP_SHIFT][][];
        tag = owner.newTag();
    }

    /**
     * Copies bytes out of this space, as a load would.
     *
     * @throws MemoryFault READ, with nothing else done
     */
    public void read(int address, byte[] to, int offset, int bytes) {
        for (int done = 0; done < bytes; ) {
            int part = Math.min(bytes - done, FramePool.FRAME_BYTES - offset(address + done));
            Page.copyOut(readable(address + done), address + done, to, offset + done, part);
            done += part;
        }
    }

    /**
     * Fills pages whatever their rights, as a loader does. They must be mapped.
     *
     * @throws MemoryFault OUT_OF_MEMORY, or WRITE where nothing is mapped
     */
    public void load(int address, byte[] content) {
        for (int done = 0; done < content.length; ) {
            int at = address + done;
            int page = at >>> FramePool.FRAME_SHIFT;
            int entry = entry(page);
            if (entry == 0) {
                throw new MemoryFault(Kind.WRITE, at);
            }
            int frame = entry >>> FRAME_FIELD;
            if (frames.count(frame) > 1) {
                frame = copyPage(page, entry, at);
            }
            int part = Math.min(content.length - done, FramePool.FRAME_BYTES - offset(at));
            Page.copyIn(content, done, frames.content(frame), at, part);
            done += part;
        }
    }

    private int[] page(int address, int right, Kind kind) {
        int entry = entry(address >>> FramePool.FRAME_SHIFT);
        if ((entry & right) == 0) {
            throw new MemoryFault(kind, address);
        }
        return frames.content(entry >>> FRAME_FIELD);
    }

    private static int offset(int address) {
        return address & (FramePool.FRAME_BYTES - 1);
    }

    private int entry(int page) {
        int[][] middle = top[page >>> TOP_SHIFT];
        if (middle == null) {
            return 0;
        }
        int[] leaf = middle[(page >>> LEAF_BITS) & ((1 << MIDDLE_BITS) - 1)];
        return leaf == null ? 0 : leaf[page & (LEAF_PAGES - 1)];
    }

    private void setEntry(int page, int entry) {
        int[][] middle = top[page >>> TOP_SHIFT];
        if (middle == null) {
            middle = new int[1 << MIDDLE_BITS][];
            top[page >>> TOP_SHIFT] = middle;
        }
        int m = (page >>> LEAF_BITS) & ((1 << MIDDLE_BITS) - 1);
        if (middle[m] == null) {
            middle[m] = new int[LEAF_PAGES];
        }
        middle[m][page & (LEAF_PAGES - 1)] = entry;
    }
}
