package dev.lockstep.equivalence;

/**
 * Paul Hsieh's SuperFastHash in its incremental form over little-endian 32-bit words: the running step hash.
 *
 * <p>Each word passes through {@link #absorb}; a block (17 registers, or one pc) ends with {@link #finish}, and the next
 * block starts from that result. All arithmetic is modulo 2^32. The words form one serial chain of about six cycles each,
 * which bounds what any engine can reach for one process.
 */
public final class StepHash {
    private StepHash() {}

    /**
     * Absorbs one word.
     *
     * @param h running value
     * @param w word
     * @return the next running value
     */
    public static int absorb(int h, int w) {
        h += w & 0xffff;
        h = (h << 16) ^ (((w >>> 16) << 11) ^ h);
        return h + (h >>> 11);
    }

    /** Ends a block: avalanches the running value. */
    public static int finish(int h) {
        h ^= h << 3;
        h += h >>> 5;
        h ^= h << 4;
        h += h >>> 17;
        h ^= h << 25;
        return h + (h >>> 6);
    }

    /** One step event of the pc-hash: the block is the one word {@code pc}. */
    public static int pc(int h, int pc) {
        return finish(absorb(h, pc));
    }

    /**
     * One step event of the reg-hash.
     *
     * @param h the value after the event before
     * @param pc address of the instruction about to execute
     * @param cpsr the whole status register
     * @return the value after this event
     */
    public static int registers(
            int h,
            int r0,
            int r1,
            int r2,
            int r3,
            int r4,
            int r5,
            int r6,
            int r7,
            int r8,
            int r9,
            int r10,
            int r11,
            int r12,
            int sp,
            int lr,
            int pc,
            int cpsr) {
        h = absorb(h, r0);
        h = absorb(h, r1);
        h = absorb(h, r2);
        h = absorb(h, r3);
        h = absorb(h, r4);
        h = absorb(h, r5);
        h = absorb(h, r6);
        h = absorb(h, r7);
        h = absorb(h, r8);
        h = absorb(h, r9);
        h = absorb(h, r10);
        h = absorb(h, r11);
        h = absorb(h, r12);
        h = absorb(h, sp);
        h = absorb(h, lr);
        h = absorb(h, pc);
        return finish(absorb(h, cpsr));
    }

    /**
     * The published hash over bytes, as the prog-hash uses it.
     *
     * @param bytes any length; a tail of 1 to 3 bytes follows the published rule (its last byte is signed)
     * @return the hash, started from the length
     */
    public static int program(byte[] bytes) {
        int h = bytes.length;
        int words = bytes.length & ~3;
        for (int i = 0; i < words; i += 4) {
            h = absorb(h, half(bytes, i) | half(bytes, i + 2) << 16);
        }
        switch (bytes.length & 3) {
            case 3 -> {
                h += half(bytes, words);
                h ^= h << 16;
                h ^= bytes[words + 2] << 18;
                h += h >>> 11;
            }
            case 2 -> {
                h += half(bytes, words);
                h ^= h << 11;
                h += h >>> 17;
            }
            case 1 -> {
                h += bytes[words];
                h ^= h << 10;
                h += h >>> 1;
            }
            default -> {}
        }
        return finish(h);
    }

    private static int half(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }
}
