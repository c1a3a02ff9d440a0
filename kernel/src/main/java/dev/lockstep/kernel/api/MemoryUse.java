package dev.lockstep.kernel.api;

/**
 * What the memory of a kernel's processes is used for.
 *
 * @param bytes all of it
 * @param recordBytes of that the records of processes
 * @param pageTables tables, each of about 64 bytes
 * @param granules units of copy-on-write
 */
public record MemoryUse(long bytes, long recordBytes, int pageTables, int granules) {
    /** Both together. */
    MemoryUse plus(MemoryUse other) {
        return new MemoryUse(
                bytes + other.bytes,
                recordBytes + other.recordBytes,
                pageTables + other.pageTables,
                granules + other.granules);
    }
}
