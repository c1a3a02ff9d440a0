package dev.lockstep.memory;

/**
 * Where translated code finds the memory of a flat address space.
 *
 * @param main constants, data and heap
 * @param stack around the stack pointer
 */
public record FlatMemory(FlatWindow main, FlatWindow stack) {
    /** Of a space that is not flat. */
    public static final FlatMemory NONE = new FlatMemory(FlatWindow.NONE, FlatWindow.NONE);

    /** Whether this is that of a space which is not flat. */
    @SuppressWarnings("ReferenceEquality") // there is one such object
    public boolean isNone() {
        return this == NONE;
    }

    /** Whether it is the same memory, not only equal. */
    public boolean same(FlatMemory other) {
        return main.bytes() == other.main.bytes();
    }

    /** How many addresses it holds. */
    public long bytes() {
        return (long) main.length() + stack.length();
    }

    /** Whether any of these bytes lies here. */
    boolean overlaps(int address, long count) {
        return main.overlaps(address, count) || stack.overlaps(address, count);
    }

    /** Whether a store to the byte at an address would go past the page table. */
    public boolean stores(int address) {
        return main.stores(address) || stack.stores(address);
    }
}
