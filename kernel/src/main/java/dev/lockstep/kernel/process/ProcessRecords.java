package dev.lockstep.kernel.process;

import dev.lockstep.memory.MemoryBudget;
import java.util.Arrays;

/**
 * What is kept of each process, in records of {@value #BYTES} bytes that lie side by side in large arrays: a process is a
 * number, its slot, and no Java object. Slot 0 is nobody. Freed slots are used again last-in first-out.
 *
 * <p>The constants are the places of a record's words; a place with a {@code _LONG} at its end has two of them. What few
 * processes have is elsewhere ({@link Belongings}).
 */
final class ProcessRecords {
    /** Nobody. */
    static final int NONE = 0;

    /** The size of a record. */
    static final int BYTES = 256;

    // The processor, while the process is not switched in: r0 to r15 and what else it holds.
    static final int REGISTERS = 0;
    static final int CPSR = 16;
    static final int REG_HASH = 17;
    static final int PC_HASH = 18;
    static final int SILENT_LONG = 19;
    static final int THREAD_ID = 21;
    static final int EXCLUSIVE_ADDRESS = 22;
    // Its memory: the root of its page tables, its tags in the soft TLB, the end of its heap.
    static final int ROOT = 23;
    static final int TAG_LONG = 24;
    static final int WRITE_TAG_LONG = 26;
    static final int HEAP_END = 28;
    /** Instructions since it was last made flat, as far as an int goes. */
    static final int SINCE_PROMOTION = 29;
    // Its time: see UserProcess.
    static final int INSTRUCTIONS_LONG = 30;
    static final int CLOCK_LONG = 32;
    static final int INHERITED_LONG = 34;
    static final int BOUND_LONG = 36;
    // Who it is.
    static final int STATE = 38;
    static final int PROGRAM = 39;
    static final int NAME = 40;
    static final int PARENT = 41;
    static final int FORKS = 42;
    /** The code that it ended with, or the number of the signal that killed it. */
    static final int EXIT = 43;
    // Its children: see Family.
    static final int CHILDREN = 44;
    static final int CHILD_COUNT = 45;
    static final int LIVING_LIST = 46;
    static final int LIVING_HEAP = 47;
    static final int ENDED_LIST = 48;
    static final int ENDED_HEAP = 49;
    // Its place among its parent's children.
    static final int NEXT = 50;
    static final int PREVIOUS = 51;
    static final int BELOW = 52;
    /** The next in the run queue; of a free record the next free one. */
    static final int QUEUE = 53;
    // A wait that cannot be answered yet, and then its answer: see Waits.
    static final int WAIT_ORDINAL = 54;
    static final int ANSWER = 54;
    static final int STATUS_ADDRESS = 55;
    static final int ANSWER_STATUS = 56;
    static final int WITNESS = 57;
    static final int THRESHOLD_LONG = 58;
    static final int WATCHERS = 60;
    static final int NEXT_WATCHER = 61;
    static final int PREVIOUS_WATCHER = 62;
    /** Instructions before it may be made flat anew, as the processor's state has it. */
    static final int PROMOTION_DELAY = 63;

    // Of a process that is on another hart, in the place of registers, which come back with it: which hart, and the
    // earliest clock that it was asked about.
    static final int AWAY_HART = 0;
    static final int ASKED_LONG = 1;
    // Of a stand-in: the hart and the record that its process is from, its process, and the program which that had
    // there.
    static final int HOME_HART = 0;
    static final int HOME_SLOT = 1;
    static final int LODGER = 2;
    static final int HOME_PROGRAM = 3;

    /** In the place of that: it runs another now. */
    static final int OTHER_PROGRAM = -1;

    // Bits of STATE.
    /** It has not ended. */
    static final int LIVES = 1;
    /** Some signal ended it. */
    static final int KILLED = 2;
    /** The exclusive monitor is armed. */
    static final int EXCLUSIVE = 4;
    /** It was forked, or has forked. */
    static final int FORKED = 8;
    /** It has {@link Belongings}. */
    static final int BELONGINGS = 16;
    /** It stands in a waitpid that cannot be answered yet. */
    static final int WAITS = 32;
    /** It does not want to wait until a child ends. */
    static final int NO_HANG = 64;
    /** It wants the status word. */
    static final int STATUS_WORD = 128;
    /** It returns from a system call when it is switched in next. */
    static final int RETURNS = 256;
    /** That counts as being dispatched. */
    static final int DISPATCHED = 512;
    /** It stands in the heap, not in the list, of its parent's children. */
    static final int IN_HEAP = 1024;
    /** It is on another hart, and here is its place among its parent's children; its clock is one that it has passed. */
    static final int AWAY = 2048;
    /** It is from another hart, and has a stand-in for a parent. */
    static final int STRANGER = 4096;
    /** No process, but what waits here in place of the parent of one that is from another hart. */
    static final int STANDS_IN = 8192;
    /** It has come from another hart and not run since. */
    static final int ARRIVED = 16384;

    /** Those that a process keeps wherever it is. */
    static final int OWN_STATE = KILLED | EXCLUSIVE | FORKED | RETURNS | DISPATCHED;

    private static final int SHIFT = 6;
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    private final MemoryBudget budget;
    private int[][] chunks = new int[1][];
    private int created = 1;
    private int free;

    ProcessRecords(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Whether another record can be had. */
    boolean hasRoom() {
        return budget.left() >= BYTES && (free != NONE || chunkOf(created) || budget.mayHold(BYTES << CHUNK_BITS));
    }

    private boolean chunkOf(int slot) {
        return slot >>> CHUNK_BITS < chunks.length && chunks[slot >>> CHUNK_BITS] != null;
    }

    /** A record of zeros; there must be {@linkplain #hasRoom room}. */
    int allocate() {
        budget.take(BYTES);
        int slot = free;
        if (slot != NONE) {
            free = get(slot, QUEUE);
            int[] chunk = chunks[slot >>> CHUNK_BITS];
            int at = at(slot, 0);
            Arrays.fill(chunk, at, at + (1 << SHIFT), 0);
            return slot;
        }
        slot = created++;
        if (!chunkOf(slot)) {
            if (slot >>> CHUNK_BITS == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * chunks.length);
            }
            budget.hold(BYTES << CHUNK_BITS);
            chunks[slot >>> CHUNK_BITS] = new int[1 << CHUNK_BITS + SHIFT];
        }
        return slot;
    }

    void free(int slot) {
        budget.give(BYTES);
        set(slot, STATE, 0);
        set(slot, QUEUE, free);
        free = slot;
    }

    /** All slots that were ever used lie below this one. */
    int end() {
        return created;
    }

    int get(int slot, int place) {
        return chunks[slot >>> CHUNK_BITS][at(slot, place)];
    }

    void set(int slot, int place, int value) {
        chunks[slot >>> CHUNK_BITS][at(slot, place)] = value;
    }

    long getLong(int slot, int place) {
        return getLong(words(slot), at(slot, place));
    }

    void setLong(int slot, int place, long value) {
        putLong(words(slot), at(slot, place), value);
    }

    boolean is(int slot, int stateBit) {
        return (get(slot, STATE) & stateBit) != 0;
    }

    void mark(int slot, int stateBits) {
        set(slot, STATE, get(slot, STATE) | stateBits);
    }

    void unmark(int slot, int stateBits) {
        set(slot, STATE, get(slot, STATE) & ~stateBits);
    }

    /** A copy of a record. */
    int[] copy(int slot) {
        int at = at(slot, 0);
        return Arrays.copyOfRange(words(slot), at, at + (1 << SHIFT));
    }

    /** Gives a record what a process keeps wherever it is, but for its memory, program and name. */
    void fill(int slot, int[] record) {
        int[] words = words(slot);
        int at = at(slot, 0);
        System.arraycopy(record, REGISTERS, words, at + REGISTERS, ROOT - REGISTERS);
        System.arraycopy(record, HEAP_END, words, at + HEAP_END, BOUND_LONG - HEAP_END);
        words[at + FORKS] = record[FORKS];
        System.arraycopy(record, ANSWER, words, at + ANSWER, WITNESS - ANSWER);
        words[at + PROMOTION_DELAY] = record[PROMOTION_DELAY];
        words[at + STATE] = words[at + STATE] & ~OWN_STATE | record[STATE] & OWN_STATE;
    }

    /** The array that a record lies in, for those who read or write many of its words. */
    int[] words(int slot) {
        return chunks[slot >>> CHUNK_BITS];
    }

    /** Index there of a word. */
    static int at(int slot, int place) {
        return (slot & CHUNK_MASK) << SHIFT | place;
    }

    /** Two words there. */
    static long getLong(int[] words, int at) {
        return words[at] & 0xffffffffL | (long) words[at + 1] << 32;
    }

    /** Writes them. */
    static void putLong(int[] words, int at, long value) {
        words[at] = (int) value;
        words[at + 1] = (int) (value >>> 32);
    }
}
