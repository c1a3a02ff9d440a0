package dev.lockstep.machine.bcm2835;

import dev.lockstep.memory.Page;
import java.util.Arrays;

/** The block on its way between an SD card and the words of the host's DATA register. */
final class SdBuffer {
    private static final int WORD = 4;

    private byte[] bytes = {};

    /** Whole words of it that have passed, in bytes. */
    private int at;

    /** A block from the card, of which the host wants so many bytes. */
    void fill(byte[] block, int size) {
        bytes = Arrays.copyOf(block, roundedUp(size));
        at = 0;
    }

    /** A block of so many bytes that the host is to give. */
    void expect(int size) {
        bytes = new byte[roundedUp(size)];
        at = 0;
    }

    /** Whether all of it has passed. */
    boolean done() {
        return at >= bytes.length;
    }

    /** The next word; must not be {@link #done}. */
    int read() {
        int word = Page.getInt(bytes, at);
        at += WORD;
        return word;
    }

    /** Takes the next word; must not be {@link #done}. */
    void write(int word) {
        Page.putInt(bytes, at, word);
        at += WORD;
    }

    /** All that the host gave, as a block of the card. */
    byte[] block() {
        return Arrays.copyOf(bytes, SdImage.BLOCK_BYTES);
    }

    /** At least one word. */
    private static int roundedUp(int size) {
        return Math.max(WORD, size + WORD - 1 & -WORD);
    }
}
