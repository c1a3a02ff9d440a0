package dev.lockstep.memory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The memory of one hart of a kernel: its granules and page tables, its soft TLB, and the tags that tell its address spaces apart in
 * that TLB.
 *
 * <p>Not thread-safe: a hart is one thread.
 */
public final class AddressSpaces {
    /** Bits of a tag: those that neither a granule's address nor the alignment of an access uses, 63..32 and some below. */
    private static final int LOW_TAG_BITS = Granule.SHIFT - 2;

    /** What is left of the lower word has a tag's epoch when it is kept for later. */
    private static final long EPOCH_MASK = (1L << 32 - Granule.SHIFT) - 1;

    private static final long MOST_TAGS = 1L << 32 + LOW_TAG_BITS;

    private final MemoryBudget budget;
    private final PageTables tables;
    private final PageRanges ranges;
    private final SoftTlb tlb = new SoftTlb();
    private final Set<AddressSpace> promoted = new LinkedHashSet<>();
    private final long tags;
    private long lastTag;
    private int tagEpoch;

    /**
     * Memory for any number of address spaces.
     *
     * @param bytes the most that they may take together
     */
    public AddressSpaces(long bytes) {
        this(new MemoryBudget(bytes, 2 * bytes + (16 << 20)));
    }

    /** The same, of a budget that others share. */
    public AddressSpaces(MemoryBudget budget) {
        this(budget, MOST_TAGS);
    }

    /** The same, with fewer tags in an epoch: one less than this. */
    AddressSpaces(MemoryBudget budget, long tags) {
        this.budget = budget;
        this.tags = tags;
        tables = new PageTables(budget);
        ranges = new PageRanges(tables);
    }

    public SoftTlb tlb() {
        return tlb;
    }

    public MemoryBudget budget() {
        return budget;
    }

    PageTables tables() {
        return tables;
    }

    PageRanges ranges() {
        return ranges;
    }

    /** An address space in which nothing is mapped. */
    public AddressSpace create() {
        return new AddressSpace(this, PageTables.EMPTY);
    }

    /** Granules in use, those of flat memory not counted. */
    public int granules() {
        return tables.contents().granules().live();
    }

    /** Page tables in use. */
    public int pageTables() {
        return tables.liveTables();
    }

    /** Frees page tables that {@link AddressSpace#forkTables} gave. */
    public void release(int root) {
        tables.release(root);
    }

    /**
     * A copy of what a process's memory holds, for another hart.
     *
     * @param root of its page tables; none of its pages is flat
     * @param image what its image is in memory, as loaded
     * @return empty when that is too much
     */
    public Optional<MemoryParcel> pack(int root, AddressSpace image) {
        return MemoryParcel.pack(tables, root, image.root());
    }

    /**
     * Page tables that lead to what a parcel holds. Takes what it takes, also where the budget has nothing left.
     *
     * @param image the same image as loaded here
     */
    public int unpack(MemoryParcel parcel, AddressSpace image) {
        return parcel.unpack(tables, ranges, image.root());
    }

    /**
     * Bytes that are left. Where that is fewer than wanted, what flat memory takes more than it must is given back first.
     */
    public long bytesLeft(long wanted) {
        if (budget.left() < wanted) {
            reclaim();
        }
        return Math.max(0, budget.left());
    }

    boolean mayTakeRun(long bytes) {
        return bytes <= budget.left() / 2
                && budget.mayHold(bytes)
                && tables.contents().granules().canNumber(bytes);
    }

    /** Whether a store could copy all that it may have to. */
    boolean hasRoomForStore() {
        return tables.hasRoomForStore() || (reclaim() && tables.hasRoomForStore());
    }

    /** Whether the host has memory for the tables that mapping a range takes. */
    public boolean hasRoomForRange() {
        return tables.hasRoomForRange();
    }

    private boolean reclaim() {
        boolean any = false;
        for (AddressSpace space : List.copyOf(promoted)) {
            any |= space.compact();
        }
        return any;
    }

    void promoted(AddressSpace space) {
        promoted.add(space);
    }

    void demoted(AddressSpace space) {
        promoted.remove(space);
    }

    /**
     * A tag that no address space had before in this epoch. They last for a quarter of a million million; then another
     * epoch begins, with nothing cached.
     */
    long newTag() {
        lastTag++;
        if (lastTag == tags) {
            lastTag = 1;
            tagEpoch++;
            tlb.clear();
        }
        return lastTag << 32 | (lastTag >>> 32) << 2;
    }

    /** Tags of another epoch than this must not be used. */
    int tagEpoch() {
        return tagEpoch;
    }

    /** A new tag with its epoch, as {@link AddressSpace#enter} takes it. */
    public long newSavedTag() {
        return saved(newTag(), tagEpoch);
    }

    long saved(long tag, int epoch) {
        return tag | (epoch & EPOCH_MASK) << Granule.SHIFT;
    }

    boolean isOfThisEpoch(long saved) {
        return (saved >>> Granule.SHIFT & EPOCH_MASK) == (tagEpoch & EPOCH_MASK);
    }

    static long tag(long saved) {
        return saved & ~(EPOCH_MASK << Granule.SHIFT);
    }
}
