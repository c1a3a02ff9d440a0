package dev.lockstep.machine.oracle;

import java.nio.ByteBuffer;

/**
 * Where the image {@code translation.s} finds what. The lowest 16 MB of virtual addresses are the physical ones in every
 * world, for domain 15; the other sections and pages lead into a pool of memory.
 *
 * <pre>
 * world:  control, TTBR0, TTBR1, TTBCR, domains, context id, two unused; then 64 accesses: address, value, kind, unused
 * result: 16 words an access, of which are used: value read, lr of the exception, its SPSR, second value read, vector
 *         or -1, DFSR, IFSR, FAR, IFAR, PAR
 * </pre>
 */
final class TranslationLayout {
    static final int WORLDS = 64;
    static final int ACCESSES = 64;
    static final int WORLD_WORDS = 8;
    static final int ACCESS_WORDS = 4;
    static final int WORLD_BYTES = Integer.BYTES * (WORLD_WORDS + ACCESSES * ACCESS_WORDS);
    static final int RESULT_BYTES = 64;
    static final int RESULT_WORDS = 10;

    static final int START = 0x8000;

    /** Variables: address of the next world, of the end of all, of the next result. */
    static final int NEXT_WORLD = 0x8f00;

    static final int WORLD_LIST = 0x0010_0000;
    static final int RESULTS = 0x0040_0000;

    /** Each world has its own: two first-level tables, then second-level tables. */
    static final int TABLES = 0x0080_0000;

    static final int FIRST_LEVEL_BYTES = 0x4000;
    static final int SECOND_LEVEL_TABLES = 8;
    static final int SECOND_LEVEL_BYTES = 0x400;
    static final int TABLES_BYTES = 0x1_0000;

    /** Sections and pages lead here. */
    static final int POOL = 0x0100_0000;

    static final int POOL_BYTES = 0x0100_0000;
    static final int MEMORY_BYTES = POOL + POOL_BYTES;

    /** Sections that lead to themselves. */
    static final int OWN_SECTIONS = 16;

    private static final int OWN_RIGHTS = 15 << 5 | 1 << 10 | 2;

    private TranslationLayout() {}

    /** An empty memory becomes one in which only the worlds are missing. */
    static void write(ByteBuffer memory, byte[] image) {
        memory.put(0, image);
        memory.putInt(NEXT_WORLD, WORLD_LIST);
        memory.putInt(NEXT_WORLD + 4, WORLD_LIST + WORLDS * WORLD_BYTES);
        memory.putInt(NEXT_WORLD + 8, RESULTS);
        for (int address = POOL; address < MEMORY_BYTES; address += Integer.BYTES) {
            memory.putInt(address, poolWord(address));
        }
    }

    /** An SVC that tells where it is. */
    static int poolWord(int address) {
        return 0xef00_0000 | address >>> 2;
    }

    /** The tables of a world. */
    static int tables(int world) {
        return TABLES + TABLES_BYTES * world;
    }

    /** Makes the lowest 16 MB lead to themselves. */
    static void ownSections(ByteBuffer memory, int firstLevel) {
        for (int section = 0; section < OWN_SECTIONS; section++) {
            memory.putInt(firstLevel + Integer.BYTES * section, section << 20 | OWN_RIGHTS);
        }
    }
}
