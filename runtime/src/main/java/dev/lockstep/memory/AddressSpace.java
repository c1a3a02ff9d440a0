package dev.lockstep.memory;

import dev.lockstep.memory.MemoryFault.Kind;
import java.util.Optional;

/**
 * The 4 GB that one process sees: pages with rights, and what they hold.
 *
 * <p>What it maps is a tree of {@link PageTables}, and copied on write: {@link #fork} costs the same whatever the size, and
 * a store to what others share, or to what nobody has written yet, first copies a {@link Granule} and the tables that
 * lead to it.
 *
 * <p>A space whose process runs long can be made <em>flat</em> ({@link Promotion}): its pages then lie side by side in an
 * array, so that translated code can reach them without page tables. Nothing else about it changes, and everything else
 * reaches them as before. A fork, mapping, unmapping, or code in those pages ends that.
 *
 * <p>{@link #tag} and {@link #writeTag} distinguish this space in a {@link SoftTlb}. They change whenever entries cached
 * under the old one could allow too much: after a fork only that for stores. Tags are not used twice.
 */
public final class AddressSpace implements AutoCloseable {
    private final AddressSpaces owner;
    private final PageTables tables;
    private final PageContents contents;
    private final GranulePool granules;
    private final SpaceTags tags;
    private int root;
    private FlatMemory flat = FlatMemory.NONE;
    private boolean pinned;

    AddressSpace(AddressSpaces owner, int root) {
        this.owner = owner;
        this.root = root;
        tables = owner.tables();
        contents = tables.contents();
        granules = contents.granules();
        tags = new SpaceTags(owner);
    }

    /** The tag of this space's entries for loads in the soft TLB; never 0. */
    public long tag() {
        return tags.forLoads();
    }

    /** The tag of those for stores. */
    public long writeTag() {
        return tags.forStores();
    }

    /** The page tables of a space that is to be entered later. */
    public int root() {
        return root;
    }

    /** The tag, as {@link #enter} takes it. */
    public long savedTag() {
        return tags.savedForLoads();
    }

    /** The tag for stores, as {@link #enter} takes it. */
    public long savedWriteTag() {
        return tags.savedForStores();
    }

    /**
     * Goes on as the space of another process; the one before has been {@linkplain #root saved}, or closed.
     *
     * @param newRoot its page tables
     * @param savedTag its tag
     * @param savedWriteTag that for stores
     */
    public void enter(int newRoot, long savedTag, long savedWriteTag) {
        root = newRoot;
        tags.restore(savedTag, savedWriteTag);
    }

    /** The same for page tables that no process had before. */
    public void enterTables(int newRoot) {
        root = newRoot;
        tags.renew();
    }

    /** Where translated code may reach this space's memory directly; {@link FlatMemory#NONE} as a rule. */
    public FlatMemory flat() {
        return flat;
    }

    /**
     * Makes this space flat, or flat anew.
     *
     * @param stackPointer an address in the stack
     * @param code where stores must be noticed
     * @return whether that was done; not where there is nothing to make flat, frames are short, or a space that is flat
     *     would hold hardly more
     */
    public boolean promote(int stackPointer, CodePages code) {
        Optional<Promotion> plan = Promotion.plan(this, stackPointer, code)
                .filter(any -> owner.mayTakeRun(any.arrayBytes()))
                .filter(any -> flat.isNone() || any.outgrows(flat));
        plan.ifPresent(any -> {
            FlatMemory larger = any.carryOut();
            forgetFlat();
            flat = larger;
            tags.renew();
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
            forgetFlat();
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

    private void forgetFlat() {
        if (!flat.isNone()) {
            owner.tlb().forgetArray(flat.main().bytes());
            flat = FlatMemory.NONE;
        }
    }

    /** Gives back what being flat takes beyond what the pages themselves need; false where it cannot be now. */
    boolean compact() {
        if (pinned) {
            return false;
        }
        forgetFlat();
        owner.demoted(this);
        Promotion.undo(this);
        tags.renew();
        return true;
    }

    PageTables tables() {
        return tables;
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
        if (flat.overlaps(address, bytes)) {
            demote();
        }
        root = tables.own(root);
        root = owner.ranges().map(root, address & -Page.BYTES, lastPage(address, bytes), rights.bits());
    }

    private static int lastPage(int address, long bytes) {
        return (int) ((address & 0xffffffffL) + bytes - 1) & -Page.BYTES;
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
        root = tables.own(root);
        owner.ranges().unmap(root, address & -Page.BYTES, lastPage(address, bytes));
        tags.renew();
    }

    /** Whether the page of this address is mapped, with whatever rights. */
    public boolean mapped(int address) {
        return tables.entry(root, address) != 0;
    }

    /**
     * Makes sure that so much memory is left, for something else than pages.
     *
     * @param address that the fault tells
     * @throws MemoryFault OUT_OF_MEMORY
     */
    public void requireRoom(long bytes, int address) {
        if (owner.bytesLeft(bytes) < bytes) {
            throw new MemoryFault(Kind.OUT_OF_MEMORY, address);
        }
    }

    /** Whether the rights of the page of this address allow stores. */
    public boolean storable(int address) {
        return (tables.entry(root, address) & Rights.WRITE) != 0;
    }

    /**
     * The granule that a byte can be loaded from.
     *
     * @return its number, valid until it is next copied or unmapped
     * @throws MemoryFault READ
     */
    public int readable(int address) {
        return granule(address, Rights.READ, Kind.READ);
    }

    /** Whether the page of this address may be loaded from and never stored to. */
    public boolean constant(int address) {
        return (tables.entry(root, address) & (Rights.READ | Rights.WRITE)) == Rights.READ;
    }

    /**
     * The same as {@link #readable}, also for the soft TLB.
     *
     * @throws MemoryFault READ
     */
    public int fillRead(SoftTlb tlb, int address) {
        int granule = readable(address);
        tlb.fillRead(this, address, bytes(granule), granules.start(granule));
        return granule;
    }

    /**
     * The granule that an instruction can be fetched from.
     *
     * @return its number, valid until it is next copied or unmapped
     * @throws MemoryFault EXECUTE
     */
    public int executable(int address) {
        return granule(address, Rights.EXECUTE, Kind.EXECUTE);
    }

    /**
     * The granule that a byte can be stored to. Copied first where it is shared.
     *
     * @return its number, valid until the next {@link #fork}
     * @throws MemoryFault WRITE or OUT_OF_MEMORY
     */
    public int writable(int address) {
        return writable(tables.path(root, address), address);
    }

    /**
     * The same as {@link #writable}, also for the soft TLB: for stores, and for loads if the page's rights allow them.
     *
     * @throws MemoryFault WRITE or OUT_OF_MEMORY
     */
    public int fillWrite(SoftTlb tlb, int address) {
        long path = tables.path(root, address);
        int granule = writable(path, address);
        tlb.fillWrite(this, address, bytes(granule), granules.start(granule), (path & Rights.READ) != 0);
        return granule;
    }

    private int writable(long path, int address) {
        if ((path & Rights.WRITE) == 0) {
            throw new MemoryFault(Kind.WRITE, address);
        }
        int granule = tables.ownGranule(path, address);
        return granule == GranulePool.ZERO ? copyGranule(address) : granule;
    }

    /** The array that a granule lies in. */
    public byte[] bytes(int granule) {
        return granules.bytes(granule);
    }

    /** Index there of the byte at an address in the granule. */
    public int at(int granule, int address) {
        return granules.start(granule) + Granule.offset(address);
    }

    /** The word at an address, a multiple of 4, that may be fetched. */
    public int fetchInt(int address) {
        int granule = executable(address);
        return Page.getInt(bytes(granule), at(granule, address));
    }

    /** The halfword at an address, a multiple of 2, that may be fetched. */
    public int fetchShort(int address) {
        int granule = executable(address);
        return Page.getShort(bytes(granule), at(granule, address));
    }

    private int copyGranule(int address) {
        if (!owner.hasRoomForStore()) {
            throw new MemoryFault(Kind.OUT_OF_MEMORY, address);
        }
        root = tables.own(root);
        return tables.writableGranule(root, address);
    }

    /** A space with the same content, sharing everything until either side writes. */
    public AddressSpace fork() {
        return new AddressSpace(owner, forkTables());
    }

    /**
     * The same without the space: page tables with the same content, for {@link #enter}. Entries for stores in the soft TLB
     * hold no longer.
     */
    public int forkTables() {
        demote();
        tables.share(root);
        tags.renewForStores();
        return root;
    }

    /** Frees everything that nobody else shares. */
    @Override
    public void close() {
        forgetFlat();
        owner.demoted(this);
        tables.release(root);
        root = PageTables.EMPTY;
        tags.renew();
    }

    /**
     * Copies bytes out of this space, as a load would.
     *
     * @throws MemoryFault READ, with nothing else done
     */
    public void read(int address, byte[] to, int offset, int bytes) {
        for (int done = 0; done < bytes; ) {
            int part = Math.min(bytes - done, Granule.toEnd(address + done));
            int granule = readable(address + done);
            System.arraycopy(bytes(granule), at(granule, address + done), to, offset + done, part);
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
            if (!mapped(at)) {
                throw new MemoryFault(Kind.WRITE, at);
            }
            int granule = copyGranule(at);
            int part = Math.min(content.length - done, Granule.toEnd(at));
            System.arraycopy(content, done, bytes(granule), at(granule, at), part);
            done += part;
        }
    }

    private int granule(int address, int right, Kind kind) {
        int entry = tables.entry(root, address);
        if ((entry & right) == 0) {
            throw new MemoryFault(kind, address);
        }
        return contents.granule(entry, address);
    }

    /** Calls back for every mapped page, or many with the same entry, ascending. */
    void eachRange(PageTables.RangeVisitor visitor) {
        tables.eachRange(root, visitor);
    }

    /** The entry of a page. */
    int entry(int page) {
        return tables.entry(root, page << Page.SHIFT);
    }

    /** Gives a page another entry; what the one before named must have been released. */
    void setEntry(int page, int entry) {
        root = tables.own(root);
        tables.setEntry(root, page << Page.SHIFT, entry);
    }
}
