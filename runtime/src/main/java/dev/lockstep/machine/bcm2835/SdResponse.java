package dev.lockstep.machine.bcm2835;

/**
 * What a card sends back for a command: nothing, 32 bits, or 128 bits of which the last 8, a checksum, are left out.
 *
 * @param answered whether it sends anything
 * @param first the lowest word, as the host's response registers have them
 */
record SdResponse(boolean answered, int first, int second, int third, int fourth) {
    static final SdResponse NONE = new SdResponse(false, 0, 0, 0, 0);

    private static final int CHECKSUM_BITS = 8;

    /** 32 bits: R1, R3, R6, R7. */
    static SdResponse word(int value) {
        return new SdResponse(true, value, 0, 0, 0);
    }

    /** 128 bits, most significant word first: R2. */
    static SdResponse register(int[] words) {
        return new SdResponse(
                true,
                shifted(words[2], words[3]),
                shifted(words[1], words[2]),
                shifted(words[0], words[1]),
                shifted(0, words[0]));
    }

    private static int shifted(int high, int low) {
        return high << Integer.SIZE - CHECKSUM_BITS | low >>> CHECKSUM_BITS;
    }
}
