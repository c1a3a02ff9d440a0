package dev.lockstep.kernel.diff;

/**
 * What an instruction stored.
 *
 * @param address of the first byte
 * @param value zero-extended, as a little-endian number
 * @param bytes 1, 2 or 4
 */
public record MemoryStore(int address, int value, int bytes) {
    /** Whether it changed any of some bytes. */
    boolean touches(int start, int count) {
        return address - start < count && start - address < bytes;
    }

    @Override
    public String toString() {
        return "[0x%08x] = 0x%0{}x".replace("{}", Integer.toString(2 * bytes)).formatted(address, value);
    }
}
