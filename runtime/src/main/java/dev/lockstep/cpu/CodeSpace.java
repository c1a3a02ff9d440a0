package dev.lockstep.cpu;

import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.memory.Page;
import java.util.Arrays;

/**
 * What was decoded of one program's code, by address. There are two kinds:
 *
 * <ul>
 *   <li>The space of an <em>image</em> is shared by all processes that were made from it. It holds code of the ranges
 *       that were named with {@link #restrictTo} and of nothing else, and all its users have the same content there: a
 *       process that stores into them, or executes something outside them, goes on with a space of its own.
 *   <li>Any other space has a single user and holds whatever that one executes; a store drops what was decoded of the
 *       bytes. It is not shared with a forked child, because what either of them writes later need not be noticed.
 * </ul>
 *
 * <p>A page that holds decoded code, or belongs to an image's ranges, is never writable through the soft TLB, so every
 * store to it comes to {@link #afterStore}.
 *
 * <p>A translating engine extends this with the code it made.
 */
public class CodeSpace {
    /** What a space with a little code takes, estimated, in bytes. */
    public static final int BYTES = 32 << 10;

    private static final int PAGE_SHIFT = Page.SHIFT;
    private static final int DIRECTORY_BITS = 10;
    private static final int DIRECTORY_SIZE = 1 << DIRECTORY_BITS;

    /** Pages of code after which a process begins anew with an empty space: 16 MB. What is decoded takes forty times that. */
    private static final int MOST_PAGES = 1 << 12;

    private final Instructions[][] directories = new Instructions[DIRECTORY_SIZE][];

    /** Shared by all spaces that one led to. */
    private Forms forms = new Forms();

    private int users = 1;
    private int pages;

    /** The image's ranges as pairs of first address and end, unsigned; empty for a space with a single user. */
    private long[] ranges = {};

    /** A space in which nothing is decoded yet, with one user. */
    public CodeSpace() {}

    /**
     * Makes this the space of an image, or adds to its ranges. Nothing may have been executed yet.
     *
     * @param address first byte of code that all processes have in common
     * @param bytes its length
     */
    public final void restrictTo(int address, long bytes) {
        long from = address & 0xffffffffL;
        ranges = Arrays.copyOf(ranges, ranges.length + 2);
        ranges[ranges.length - 2] = from;
        ranges[ranges.length - 1] = from + bytes;
    }

    /** Whether code at an address may be kept here. */
    public final boolean accepts(int address) {
        return !restricted() || overlapsImage(address & 0xffffffffL, 1);
    }

    private boolean restricted() {
        return ranges.length > 0;
    }

    private boolean overlapsImage(long from, long bytes) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (from < ranges[i + 1] && from + bytes > ranges[i]) {
                return true;
            }
        }
        return false;
    }

    /** What a forked child of one of the users begins with: this one, with one more user, or an empty one. */
    public final CodeSpace forChild() {
        return restricted() ? share() : successor();
    }

    /** The process goes on with an empty space of its own, and must not execute what it has fetched from this one. */
    private CodeSpace leave(CpuState cpu, int address) {
        cpu.space.requireRoom(BYTES, address);
        users--;
        cpu.code = successor();
        cpu.forgetFetched();
        return cpu.code;
    }

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

    /** Whether a store to the page of this address could matter here. */
    public final boolean hasCode(int address) {
        return page(address) != null || overlapsImage(address & 0xffffffffL & -Page.BYTES, Page.BYTES);
    }

    /**
     * The first of some pages to which a store could matter here.
     *
     * @param page number of the first, and
     * @param end of the one behind the last
     * @return {@code end} where there is none
     */
    public final int firstWithCode(int page, int end) {
        int first = end;
        for (int k = 0; k < ranges.length; k += 2) {
            int begin = Math.max(page, (int) (ranges[k] >>> PAGE_SHIFT));
            if (begin <= ranges[k + 1] - 1 >>> PAGE_SHIFT) {
                first = Math.min(first, begin);
            }
        }
        for (int at = page; at < first; ) {
            Instructions[] directory = directories[at >>> DIRECTORY_BITS];
            if (directory == null) {
                at = (at | DIRECTORY_SIZE - 1) + 1;
            } else if (directory[at & DIRECTORY_SIZE - 1] != null) {
                return at;
            } else {
                at++;
            }
        }
        return first;
    }

    /** Whether any of these bytes was decoded, or belongs to the image. */
    public final boolean covers(int address, int bytes) {
        if (overlapsImage(address & 0xffffffffL, bytes)) {
            return true;
        }
        for (int at = firstReaching(address); at != (address + bytes + 1 & ~1); at += 2) {
            Instructions page = page(at);
            if (page != null && page.reaches(at, bytesBefore(at, address))) {
                return true;
            }
        }
        return false;
    }

    /** The lowest address at which an instruction may start that contains this byte: none is longer than 4 bytes. */
    private static int firstReaching(int address) {
        return (address & ~1) - 2;
    }

    /** How long an instruction must be to reach from where it starts to an address. */
    private static int bytesBefore(int start, int address) {
        return Math.max(address - start, 0) + 1;
    }

    /**
     * The instruction at an address, decoded now if it was not before.
     *
     * @param address a multiple of 4, of 2 in Thumb state
     * @throws dev.lockstep.memory.MemoryFault EXECUTE when it may not be fetched
     */
    public final Instruction instruction(CpuState cpu, int address, boolean thumb) {
        Instructions page = page(address);
        Decoded known = page == null ? null : page.at(address, thumb);
        return (known == null ? decode(cpu, address, thumb) : known).instruction;
    }

    /** The page of decoded instructions around an address, made now if there was none. */
    Instructions pageForFetch(CpuState cpu, int address) {
        Instructions page = page(address);
        if (page == null) {
            cpu.space.executable(address);
            if (!accepts(address) || isFull()) {
                return leave(cpu, address).pageForFetch(cpu, address);
            }
            page = addPage(address);
            cpu.tlb.forgetPage(address);
            if (cpu.space.flat().stores(address)) {
                cpu.space.demote();
                cpu.takeTags();
            }
        }
        return page;
    }

    /** A page in which nothing is decoded yet, where there is none. */
    final Instructions addPage(int address) {
        int number = address >>> PAGE_SHIFT;
        Instructions[] directory = directories[number >>> DIRECTORY_BITS];
        if (directory == null) {
            directory = new Instructions[DIRECTORY_SIZE];
            directories[number >>> DIRECTORY_BITS] = directory;
        }
        Instructions page = new Instructions();
        pages++;
        directory[number & (DIRECTORY_SIZE - 1)] = page;
        return page;
    }

    /** Whether there are as many pages as there may be. */
    final boolean isFull() {
        return pages == MOST_PAGES;
    }

    /** Drops everything that was decoded. */
    final void clear() {
        Arrays.fill(directories, null);
        pages = 0;
    }

    Decoded decode(CpuState cpu, int address, boolean thumb) {
        Instruction decoded =
                thumb ? Decoder.decodeThumb(thumbWord(cpu, address)) : Decoder.decode(cpu.space.fetchInt(address));
        if (thumb && decoded.opcode() == Opcode.UNPREDICTABLE) {
            // Not kept: the second half of a BL or BLX may still be written, and nobody would notice.
            return new PlainInstruction(decoded);
        }
        if (decoded.size() > 2) {
            // A second half on the next page: stores there must be noticed too. This may leave the space for another.
            cpu.code.pageForFetch(cpu, address + 2);
        }
        Decoded plain = new PlainInstruction(decoded);
        cpu.code.pageForFetch(cpu, address).of(thumb)[Instructions.index(address, thumb)] = plain;
        return plain;
    }

    /** Puts an instruction that is executed often in the place of one that is not known to be. */
    void promote(PlainInstruction plain, Form form, int address) {
        replace(plain, form, address);
    }

    /** Does that for the address by which the page is known here. */
    final void replace(PlainInstruction plain, Form form, int address) {
        Instructions page = page(address);
        boolean thumb = plain.instruction.thumb();
        if (page != null && page.at(address, thumb) == plain && forms.available(form)) {
            page.of(thumb)[Instructions.index(address, thumb)] = forms.decoded(plain.instruction, form);
        }
    }

    /** A halfword, or the two of a BL or BLX. */
    private static int thumbWord(CpuState cpu, int address) {
        int first = cpu.space.fetchShort(address);
        if (!Decoder.isThumbPrefix(first)) {
            return first;
        }
        return first << 16 | cpu.space.fetchShort(address + 2);
    }

    /** Whether a process that changes code must go on with a space of its own. */
    final boolean isShared() {
        return users > 1 || restricted();
    }

    /**
     * Tells that a process has stored to bytes, or lost the pages, that this may cover.
     *
     * @return the code space that the process goes on with: this one without those bytes, or one of its own
     */
    public final CodeSpace afterStore(int address, long bytes) {
        if (isShared()) {
            users--;
            return successor();
        }
        long length = bytes + (address & 1) + 2;
        for (long done = 0; done < length; done += 2) {
            int at = firstReaching(address) + (int) done;
            Instructions page = page(at);
            if (page != null) {
                page.drop(at, bytesBefore(at, address));
            }
        }
        invalidate(address, bytes);
        return this;
    }

    private CodeSpace successor() {
        CodeSpace space = fresh();
        space.forms = forms;
        return space;
    }

    /** An empty space of the same kind for a process that leaves this one. */
    protected CodeSpace fresh() {
        return new CodeSpace();
    }

    /** Drops what was made from these bytes besides the decoded instructions. */
    protected void invalidate(int address, long bytes) {}

    final Instructions page(int address) {
        int number = address >>> PAGE_SHIFT;
        Instructions[] directory = directories[number >>> DIRECTORY_BITS];
        return directory == null ? null : directory[number & (DIRECTORY_SIZE - 1)];
    }
}
