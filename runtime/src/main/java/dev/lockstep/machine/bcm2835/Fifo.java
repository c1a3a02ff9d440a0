package dev.lockstep.machine.bcm2835;

/** Bytes in the order in which they came, up to a number of them that may change. */
final class Fifo {
    private final byte[] ring;
    private int depth;
    private int first;
    private int fill;

    /** An empty one of this many bytes. */
    Fifo(int depth) {
        this.ring = new byte[depth];
        this.depth = depth;
    }

    /** Lets it take fewer bytes, or up to what it was made for; what is in it stays. */
    void limit(int newDepth) {
        depth = Math.min(newDepth, ring.length);
    }

    int fill() {
        return fill;
    }

    int depth() {
        return depth;
    }

    boolean isEmpty() {
        return fill == 0;
    }

    boolean isFull() {
        return fill >= depth;
    }

    /** Adds a byte; must not be full. */
    void add(int value) {
        ring[(first + fill) % ring.length] = (byte) value;
        fill++;
    }

    /** Takes the oldest byte, 0 to 255; must not be empty. */
    int remove() {
        int value = ring[first] & 0xff;
        first = (first + 1) % ring.length;
        fill--;
        return value;
    }

    void clear() {
        fill = 0;
    }
}
