package dev.lockstep.translator;

/**
 * Where cases lie, and where those end that branch. For both sides: qemu knows a landing by its number, our engines by its
 * address.
 *
 * <pre>
 *  number    state  address
 *  0 to 31   ARM    {@link #ARM}, 16 bytes each (qemu has 128 there, which the others go on to)
 *  32 to 63  Thumb  {@link #THUMB}, 12 bytes each, entered at the second or the third halfword
 *  64 to 127 Thumb  islands between the slots, 4 at the head of each block, for the short branches of Thumb
 * </pre>
 *
 * A block of slots is 256 bytes: an island and 14 slots. Numbers of islands are unique within the reach of a branch.
 */
final class Landings {
    static final int SLOTS = 0x0020_0000;
    static final int SLOT_BYTES = 16;
    static final int BLOCK_BYTES = 256;
    static final int SLOTS_A_BLOCK = 14;
    static final int ISLAND_BYTES = BLOCK_BYTES - SLOTS_A_BLOCK * SLOT_BYTES;

    /** What fits before the next thing in memory. */
    private static final int MOST_BLOCKS = 0x1000;

    static final int ARM = 0x0040_0000;
    static final int ARM_BYTES = 16;
    static final int ARM_COUNT = 32;

    static final int THUMB = ARM + 128 * ARM_BYTES;
    static final int THUMB_BYTES = 12;
    static final int THUMB_COUNT = 32;

    /** First byte behind the landings of both states. */
    static final int END = THUMB + THUMB_COUNT * THUMB_BYTES;

    private static final int FIRST_THUMB = 32;
    private static final int FIRST_IN_ISLAND = 64;
    private static final int IN_ISLANDS = 64;
    private static final int ISLAND_LANDING_BYTES = 8;
    static final int IN_ISLAND = ISLAND_BYTES / ISLAND_LANDING_BYTES;

    private Landings() {}

    /** Blocks that so many slots need. */
    static int blocks(int slots) {
        return (slots + SLOTS_A_BLOCK - 1) / SLOTS_A_BLOCK;
    }

    /** Bytes that so many slots need, with their islands. */
    static int bytes(int slots) {
        return blocks(slots) * BLOCK_BYTES;
    }

    static int slotAddress(int slot) {
        return SLOTS
                + slot / SLOTS_A_BLOCK * BLOCK_BYTES
                + ISLAND_BYTES
                + slot % SLOTS_A_BLOCK * SLOT_BYTES;
    }

    static int armAddress(int index) {
        return ARM + index * ARM_BYTES;
    }

    static int thumbAddress(int index) {
        return THUMB + index * THUMB_BYTES + (index % 2 == 0 ? 4 : 2);
    }

    static int islandAddress(int block, int index) {
        return SLOTS + block * BLOCK_BYTES + index * ISLAND_LANDING_BYTES;
    }

    /** The number of the landing at an address; -1 if there is none. */
    static int number(int address, boolean thumb) {
        if (!thumb) {
            int offset = address - ARM;
            return offset >= 0 && offset < ARM_COUNT * ARM_BYTES && offset % ARM_BYTES == 0 ? offset / ARM_BYTES : -1;
        }
        int offset = address - THUMB;
        if (offset >= 0 && offset < THUMB_COUNT * THUMB_BYTES) {
            int index = offset / THUMB_BYTES;
            return thumbAddress(index) == address ? FIRST_THUMB + index : -1;
        }
        int within = Math.floorMod(address - SLOTS, BLOCK_BYTES);
        int block = Math.floorDiv(address - SLOTS, BLOCK_BYTES);
        boolean island = block >= 0 && block < MOST_BLOCKS && within < ISLAND_BYTES && within % ISLAND_LANDING_BYTES == 0;
        return island ? islandNumber(block, within / ISLAND_LANDING_BYTES) : -1;
    }

    static int islandNumber(int block, int index) {
        return FIRST_IN_ISLAND + (block * IN_ISLAND + index) % IN_ISLANDS;
    }

    /** Whether the landing of a number is entered in Thumb state. */
    static boolean isThumb(int number) {
        return number >= FIRST_THUMB;
    }
}
