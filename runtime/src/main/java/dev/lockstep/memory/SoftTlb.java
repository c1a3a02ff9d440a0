package dev.lockstep.memory;

import java.lang.foreign.Arena;

/**
 * A direct-mapped cache of page translations, off-heap, that generated code reads with plain loads.
 *
 * <p>Entry {@code (address >>> 12) & 1023}, 32 bytes:
 *
 * <pre>
 *   0  read tag    address space's tag | page address; 0 when loads must take the slow path
 *   8  write tag   the same for stores
 *  16  addend      host address of the page - guest address of the page (unsigned)
 *  24  unused
 * </pre>
 *
 * <p>An access hits when {@code tag | address & (page mask | size - 1)} equals the entry's tag, so an unaligned access
 * never hits. Entries are tagged by address space and survive a switch. Stores to pages that hold decoded code are never
 * given a write tag.
 */
public final class SoftTlb {
    private static final int ENTRIES = 1024;
    private static final int ENTRY_SHIFT = 5;
    private static final int INDEX_MASK = (ENTRIES - 1) << ENTRY_SHIFT;
    private static final long PAGE_MASK = 0xffffffffL & -FramePool.FRAME_BYTES;

    private final long base;

    SoftTlb(Arena arena) {
        base = arena.allocate((long) ENTRIES << ENTRY_SHIFT, 64).address();
    }

    /** Host address of entry 0; what the static methods take as {@code tlb}. */
    public long base() {
        return base;
    }

    /** Host address of the entry for a guest address. */
    public static long entry(long tlb, int address) {
        return tlb + (address >>> (FramePool.FRAME_SHIFT - ENTRY_SHIFT) & INDEX_MASK);
    }

    /** Whether a load of {@code size} (mask: size - 1) may go ahead through this entry. */
    public static boolean readHit(long entry, long tag, int address, int sizeMask) {
        return RawMemory.getLong(entry) == (tag | address & (PAGE_MASK | sizeMask));
    }

    /** Whether a store of {@code size} (mask: size - 1) may go ahead through this entry. */
    public static boolean writeHit(long entry, long tag, int address, int sizeMask) {
        return RawMemory.getLong(entry + 8) == (tag | address & (PAGE_MASK | sizeMask));
    }

    /** Host address of a guest address whose entry hit. */
    public static long host(long entry, int address) {
        return RawMemory.getLong(entry + 16) + (address & 0xffffffffL);
    }

    /**
     * Caches a translation for loads.
     *
     * @param host the byte's host address
     */
    public static void fillRead(long tlb, long tag, int address, long host) {
        long entry = entry(tlb, address);
        long page = tag | address & PAGE_MASK;
        if (RawMemory.getLong(entry + 8) != page) {
            RawMemory.putLong(entry + 8, 0);
        }
        RawMemory.putLong(entry, page);
        RawMemory.putLong(entry + 16, host - (address & 0xffffffffL));
    }

    /**
     * Caches a translation for stores, and for loads if the page may be read.
     *
     * @param host the byte's host address
     */
    public static void fillWrite(long tlb, long tag, int address, long host, boolean readable) {
        long entry = entry(tlb, address);
        long page = tag | address & PAGE_MASK;
        RawMemory.putLong(entry, readable ? page : 0);
        RawMemory.putLong(entry + 8, page);
        RawMemory.putLong(entry + 16, host - (address & 0xffffffffL));
    }

    /** Forgets this page for loads and stores of every address space. */
    public static void forget(long tlb, int address) {
        long entry = entry(tlb, address);
        RawMemory.putLong(entry, 0);
        RawMemory.putLong(entry + 8, 0);
    }
}
