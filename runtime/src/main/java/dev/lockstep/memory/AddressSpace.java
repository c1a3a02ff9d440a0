package dev.lockstep.memory;

import dev.lockstep.memory.MemoryFault.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

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
 * <p>A space whose process runs long can be made <em>flat</em> ({@link Promotion}): its pages then lie side by side in an
 * array, in the frames of a run, so that translated code can reach them without the page table. Nothing else about it
 * changes, and everything else reaches them as before. A fork, mapping, unmapping, or code in those pages ends that.
 *
 * <p>{@link #tag} distinguishes this space in a {@link SoftTlb}. It changes whenever entries cached under the old one
 * could allow too much; tags are never used twice by one {@link AddressSpaces}.
 */
public final class AddressSpace implements AutoCloseable {
    static final int FRAME_FIELD = 4;
    private static final int MAPPED = 8;
    private static final int LEAF_BITS = 7;
    private static final int MIDDLE_BITS = 7;
    private static final int LEAF_PAGES = 1 << LEAF_BITS;
    private static final int TOP_SHIFT = LEAF_BITS + MIDDLE_BITS;
    private static final int PAGES = 1 << (32 - FramePool.FRAME_SHIFT);

    private final AddressSpaces owner;
    private final FramePool frames;
    private int[][][] top = new int[PAGES >>> TOP_SHIFT][][];
    private long tag;
    private FlatMemory flat = FlatMemory.NONE;
    private boolean pinned;

    AddressSpace(AddressSpaces owner) {
        this.owner = owner;
        frames = owner.frames();
        tag = owner.newTag();
    }

    /** The tag of this space's entries in the soft TLB; never 0. */
    public long tag() {
        return tag;
    }

    /** Where translated code may reach this space's memory directly; {@link FlatMemory#NONE} as a rule. */
    public FlatMemory flat() {
        return flat;
    }

    /**
     * Makes this space flat, or flat anew.
     *
     * @param stackPointer an address in the stack
     * @param hasCode whether stores to the page of an address must be noticed
     * @return whether that was done; not where there is nothing to make flat, frames are short, or a space that is flat
     *     would hold hardly more
     */
    public boolean promote(int stackPointer, IntPredicate hasCode) {
        Optional<Promotion> plan = Promotion.plan(this, stackPointer, hasCode)
                .filter(any -> any.frames() <= (frames.limit() - frames.live()) / 2)
                .filter(any -> flat.isNone() || any.outgrows(flat));
        plan.ifPresent(any -> {
            flat = any.carryOut();
            tag = owner.newTag();
            owner.promoted(this);
        });
        return plan.isPresent();
    }

    /**
     * This space is flat no longer, and gives back what that took; while translated code holds it, that is done later. The
     * tag may change.
     */
    public void demote() {
        if (!flat.isNone()) {
            flat = FlatMemory.NONE;
            compact();
        }
    }

    /**
     * Tells whether translated code holds this space's {@link #flat} memory, which must then stay as it is. A store that would
     * need it moved raises OUT_OF_MEMORY, and may be tried again when nobody holds it.
     */
    public void pin(boolean held) {
        pinned = held;
    }

    /** Gives back what being flat takes beyond what the pages themselves need; false where it cannot be now. */
    boolean compact() {
        if (pinned) {
            return false;
        }
        flat = FlatMemory.NONE;
        owner.demoted(this);
        Promotion.undo(this);
        tag = owner.newTag();
        return true;
    }

    FramePool frames() {
        return frames;
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
        if (flat.overlaps(address, bytes)) {
            demote();
        }
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
        if (flat.overlaps(address, bytes)) {
            demote();
        }
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
     * The frame that a byte can be loaded from.
     *
     * @return its number, valid until the page is next copied or unmapped
     * @throws MemoryFault READ
     */
    public int readable(int address) {
        return page(address, Rights.READ, Kind.READ);
    }

    /** Whether the page of this address may be loaded from and never stored to. */
    public boolean constant(int address) {
        return (entry(address >>> FramePool.FRAME_SHIFT) & (Rights.READ | Rights.WRITE)) == Rights.READ;
    }

    /**
     * The same as {@link #readable}, also for the soft TLB.
     *
     * @throws MemoryFault READ
     */
    public int fillRead(SoftTlb tlb, int address) {
        int frame = readable(address);
        tlb.fillRead(tag, address, bytes(frame), frames.start(frame));
        return frame;
    }

    /** Tells the soft TLB that a page may be stored to, and loaded from if its rights say so. */
    public void fillWrite(SoftTlb tlb, int address, int frame) {
        boolean readable = (entry(address >>> FramePool.FRAME_SHIFT) & Rights.READ) != 0;
        tlb.fillWrite(tag, address, bytes(frame), frames.start(frame), readable);
    }

    /**
     * The frame that an instruction can be fetched from.
     *
     * @return its number, valid until the page is next copied or unmapped
     * @throws MemoryFault EXECUTE
     */
    public int executable(int address) {
        return page(address, Rights.EXECUTE, Kind.EXECUTE);
    }

    /**
     * The frame that a byte can be stored to. Copied first where it is shared.
     *
     * @return its number, valid until the next {@link #fork}
     * @throws MemoryFault WRITE or OUT_OF_MEMORY
     */
    public int writable(int address) {
        int page = address >>> FramePool.FRAME_SHIFT;
        int entry = entry(page);
        if ((entry & Rights.WRITE) == 0) {
            throw new MemoryFault(Kind.WRITE, address);
        }
        int frame = entry >>> FRAME_FIELD;
        if (frames.count(frame) > 1) {
            frame = copyPage(page, entry, address);
        }
        return frame;
    }

    /** The array that a frame lies in. */
    public byte[] bytes(int frame) {
        return frames.bytes(frame);
    }

    /** Index there of the byte at an address in the frame's page. */
    public int at(int frame, int address) {
        return frames.start(frame) + offset(address);
    }

    /** The word at an address, a multiple of 4, that may be fetched. */
    public int fetchInt(int address) {
        int frame = executable(address);
        return Page.getInt(bytes(frame), at(frame, address));
    }

    /** The halfword at an address, a multiple of 2, that may be fetched. */
    public int fetchShort(int address) {
        int frame = executable(address);
        return Page.getShort(bytes(frame), at(frame, address));
    }

    private int copyPage(int page, int entry, int address) {
        int old = entry >>> FRAME_FIELD;
        int copy = owner.allocate();
        if (copy < 0) {
            throw new MemoryFault(Kind.OUT_OF_MEMORY, address);
        }
        int start = frames.start(copy);
        if (old == FramePool.ZERO_FRAME) {
            Arrays.fill(bytes(copy), start, start + FramePool.FRAME_BYTES, (byte) 0);
        } else {
            System.arraycopy(bytes(old), frames.start(old), bytes(copy), start, FramePool.FRAME_BYTES);
            frames.release(old);
        }
        setEntry(page, copy << FRAME_FIELD | entry & (1 << FRAME_FIELD) - 1);
        return copy;
    }

    /** A space with the same content, sharing every frame until either side writes. */
    public AddressSpace fork() {
        demote();
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
        flat = FlatMemory.NONE;
        owner.demoted(this);
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
            int frame = readable(address + done);
            System.arraycopy(bytes(frame), at(frame, address + done), to, offset + done, part);
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
            System.arraycopy(content, done, bytes(frame), at(frame, at), part);
            done += part;
        }
    }

    private int page(int address, int right, Kind kind) {
        int entry = entry(address >>> FramePool.FRAME_SHIFT);
        if ((entry & right) == 0) {
            throw new MemoryFault(kind, address);
        }
        return entry >>> FRAME_FIELD;
    }

    /** Calls back for every mapped page, ascending, with its number and entry. */
    void eachPage(PageVisitor visitor) {
        for (int t = 0; t < top.length; t++) {
            for (int m = 0; top[t] != null && m < top[t].length; m++) {
                int[] leaf = top[t][m];
                for (int k = 0; leaf != null && k < leaf.length; k++) {
                    if (leaf[k] != 0) {
                        visitor.visit(t << TOP_SHIFT | m << LEAF_BITS | k, leaf[k]);
                    }
                }
            }
        }
    }

    /** See {@link #eachPage}. */
    interface PageVisitor {
        void visit(int page, int entry);
    }

    private static int offset(int address) {
        return address & (FramePool.FRAME_BYTES - 1);
    }

    int entry(int page) {
        int[][] middle = top[page >>> TOP_SHIFT];
        if (middle == null) {
            return 0;
        }
        int[] leaf = middle[(page >>> LEAF_BITS) & ((1 << MIDDLE_BITS) - 1)];
        return leaf == null ? 0 : leaf[page & (LEAF_PAGES - 1)];
    }

    void setEntry(int page, int entry) {
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
