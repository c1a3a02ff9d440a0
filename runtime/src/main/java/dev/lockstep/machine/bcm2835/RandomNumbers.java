package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;

/**
 * The random number generator, which the Guide leaves out (registers as in Linux's bcm2835-rng): the same numbers in each
 * run, by the generator of Marsaglia's "Xorshift RNGs" (2003), 32 bits.
 */
final class RandomNumbers implements Device {
    static final int ADDRESS = 0x20104000;
    static final int BYTES = 0x14;

    private static final int CTRL = 0x00;
    private static final int STATUS = 0x04;
    private static final int DATA = 0x08;
    private static final int FF_THRES = 0x0c;
    private static final int INT_MASK = 0x10;

    private static final int ENABLE = 1;

    /** STATUS: how many words are ready; the lower bits count words to throw away at the start. */
    private static final int ONE_READY = 1 << 24;

    private static final int WARM_UP = 0xfffff;
    private static final int SEED = 0x92d68ca2;

    private int control;
    private int warmUp;
    private int threshold;
    private int mask;
    private int state = SEED;

    @Override
    public int read(int offset) {
        return switch (offset) {
            case CTRL -> control;
            case STATUS -> warmUp | ((control & ENABLE) != 0 ? ONE_READY : 0);
            case DATA -> (control & ENABLE) != 0 ? next() : 0;
            case FF_THRES -> threshold;
            case INT_MASK -> mask;
            default -> 0;
        };
    }

    @Override
    public void write(int offset, int value) {
        switch (offset) {
            case CTRL -> control = value;
            case STATUS -> warmUp = value & WARM_UP;
            case FF_THRES -> threshold = value;
            case INT_MASK -> mask = value;
            default -> {} // DATA cannot be written
        }
    }

    private int next() {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return state;
    }
}
