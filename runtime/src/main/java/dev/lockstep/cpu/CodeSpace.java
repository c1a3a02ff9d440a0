package dev.lockstep.cpu;

import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.FramePool;
import dev.lockstep.memory.Page;

/**
 * What was decoded of one program's code, by address; shared by all processes whose executable pages have the same
 * content, which is all relatives that came from one image by fork.
 *
 * <p>A page that holds decoded code is never writable through the soft TLB, so every store to it comes here: one that
 * hits decoded bytes ends the sharing for the process that made it ({@link #afterStore}) or, when nobody shares, drops
 * what was decoded of those bytes.
 *
 * <p>A translating engine extends this with the code it made.
 */
public class CodeSpace {
    private static final int PAGE_SHIFT = FramePool.FRAME_SHIFT;
    private static final int DIRECTORY_BITS = 10;
    private static final int DIRECTORY_SIZE = 1 << DIRECTORY_BITS;

    private final Instructions[][] directories = new Instructions[DIRECTORY_SIZE][];
    private int users = 1;

    /** A space in which nothing is decoded yet, with one user. */
    public CodeSpace() {}

    /** One more process uses this. */
    public final CodeSpace share() {
        users++;
        return this;
    }

    /** One process fewer uses this. */
    public final void release() {
        users--;
    }

    /** Processes that use this. */
    public final int users() {
        return users;
    }

    /** Whether anything on the page of this address was decoded. */
    public final boolean hasCode(int address) {
        return page(address) != null;
    }

    /** Whether any of these bytes was decoded. */
    public final boolean covers(int address, int bytes) {
        for (int at = address & ~3; at != (address + bytes + 3 & ~3); at += 4) {
            Instructions page = page(at);
            if (page != null && page.slots[Instructions.index(at)] != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * The instruction at an address, decoded now if it was not before.
     *
     * @throws dev.lockstep.memory.MemoryFault EXECUTE when it may not be fetched
     */
    public final Instruction instruction(CpuState cpu, int address) {
        Instructions page = page(address);
        Instruction known = page == null ? null : page.slots[Instructions.index(address)];
        return known == null ? decode(cpu, address) : known;
    }

    /** The page of decoded instructions around an address, made now if there was none. */
    final Instructions pageForFetch(CpuState cpu, int address) {
        Instructions page = page(address);
        if (page == null) {
            cpu.space.executable(address);
            int number = address >>> PAGE_SHIFT;
            Instructions[] directory = directories[number >>> DIRECTORY_BITS];
            if (directory == null) {
                directory = new Instructions[DIRECTORY_SIZE];
                directories[number >>> DIRECTORY_BITS] = directory;
            }
            page = new Instructions();
            directory[number & (DIRECTORY_SIZE - 1)] = page;
            cpu.tlb.forget(address);
        }
        return page;
    }

    final Instruction decode(CpuState cpu, int address) {
        Instruction decoded = Decoder.decode(Page.getInt(cpu.space.executable(address), address));
        pageForFetch(cpu, address).slots[Instructions.index(address)] = decoded;
        return decoded;
    }

    /**
     * Tells that a process has stored to bytes, or lost the pages, that this may cover.
     *
     * @return the code space that the process goes on with: this one without those bytes, or one of its own
     */
    public final CodeSpace afterStore(int address, long bytes) {
        if (users > 1) {
            users--;
            return fresh();
        }
        for (long at = 0; at < bytes + (address & 3); at += 4) {
            int word = (address & ~3) + (int) at;
            Instructions page = page(word);
            if (page != null) {
                page.slots[Instructions.index(word)] = null;
            }
        }
        invalidate(address, bytes);
        return this;
    }

    /** An empty space of the same kind for a process that leaves this one. */
    protected CodeSpace fresh() {
        return new CodeSpace();
    }

    /** Drops what was made from these bytes besides the decoded instructions. */
    protected void invalidate(int address, long bytes) {}

    private Instructions page(int address) {
        int number = address >>> PAGE_SHIFT;
        Instructions[] directory = directories[number >>> DIRECTORY_BITS];
        return directory == null ? null : directory[number & (DIRECTORY_SIZE - 1)];
    }
}
