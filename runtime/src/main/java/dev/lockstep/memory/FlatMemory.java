package dev.lockstep.memory;

/**
 * The two arrays in which a flat address space lies, for translated code: most of it in one, the stack in another.
 *
 * <p>The byte at a guest address {@code a} is at index {@code a - base}, where that is an index of the array at all. Loads may
 * take any; stores only those from {@code low} on: what lies below is a copy of pages that nobody may store to.
 */
public final class FlatMemory {
    /** Of a space that is not flat. */
    public static final FlatMemory NONE = new FlatMemory(new byte[0], 0, 0, new byte[0], 0, 0);

    /** Constants, data and heap. */
    public final byte[] main;

    public final int mainBase;
    public final int mainLow;

    /** The same array again where the stack lies in that. */
    public final byte[] stack;

    public final int stackBase;
    public final int stackLow;

    FlatMemory(byte[] main, int mainBase, int mainLow, byte[] stack, int stackBase, int stackLow) {
        this.main = main;
        this.mainBase = mainBase;
        this.mainLow = mainLow;
        this.stack = stack;
        this.stackBase = stackBase;
        this.stackLow = stackLow;
    }

    /** Whether any of these bytes lies here. */
    boolean overlaps(int address, long bytes) {
        return overlaps(main, mainBase, address, bytes) || overlaps(stack, stackBase, address, bytes);
    }

    /** Whether a store to the byte at an address would go past the page table. */
    public boolean stores(int address) {
        int inMain = address - mainBase;
        int inStack = address - stackBase;
        return inMain >= mainLow && inMain < main.length || inStack >= stackLow && inStack < stack.length;
    }

    private static boolean overlaps(byte[] array, int base, int address, long bytes) {
        long start = base & 0xffffffffL;
        long from = address & 0xffffffffL;
        return from < start + array.length && start < from + bytes;
    }
}
