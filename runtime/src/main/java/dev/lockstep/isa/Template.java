package dev.lockstep.isa;

/**
 * How a Thumb instruction becomes the ARM instruction that does the same (ARM ARM A7.1): the notation is that of 32
 * bits ({@link Encoding}), in which the letters of the halfword's fields stand where their bits go.
 *
 * <p>A field may stand there more than once. A {@code W} that the halfword lacks is set if the base register is not in
 * the register list: so LDMIA writes back (ARM ARM A7.1.26).
 */
final class Template {
    /** The notation for an instruction that has no equal in ARM state. */
    static final String NONE = "";

    private final Pattern halfword;

    /** The bits that are 1 in all words. */
    private final int value;

    /** What is copied: bits of the halfword by how far they are rotated left; 0 for most. */
    private final int[] moves = new int[Integer.SIZE];

    private final int baseNotLoaded;

    /**
     * Reads the notation.
     *
     * @param halfword the fields' letters and places in the halfword
     * @param notation 32 bits, or {@link #NONE}
     * @throws IllegalArgumentException if it names a field that the halfword lacks
     */
    Template(Pattern halfword, String notation) {
        this.halfword = halfword;
        String bits = notation.replace(" ", "");
        int computed = 0;
        int[] left = new int['z' + 1];
        for (int i = 0; i < bits.length(); i++) {
            int place = Integer.SIZE - 1 - i;
            char symbol = bits.charAt(i);
            if (symbol == 'W' && !halfword.has(symbol)) {
                computed = 1 << place;
            } else if (symbol >= 'A') {
                left[symbol] = left[symbol] == 0 ? halfword.bits(symbol) : left[symbol];
                int source = Integer.highestOneBit(left[symbol]);
                if (source == 0) {
                    throw new IllegalArgumentException("no field " + symbol + " for " + notation);
                }
                left[symbol] ^= source;
                moves[place - Integer.numberOfTrailingZeros(source) & Integer.SIZE - 1] |= source;
            }
        }
        value = fixedBits(notation);
        baseNotLoaded = computed;
    }

    /** Whether there is an equal. */
    boolean exists() {
        return value != 0;
    }

    /** The ARM instruction that all fields 0 give. */
    static int fixedBits(String notation) {
        int value = 0;
        for (int i = 0; i < notation.length(); i++) {
            char symbol = notation.charAt(i);
            value = symbol == ' ' ? value : value << 1 | (symbol == '1' ? 1 : 0);
        }
        return value;
    }

    /** The ARM instruction that does what a halfword of this encoding does. */
    int apply(int instruction) {
        int word = value;
        for (int rotation = 0; rotation < moves.length; rotation++) {
            word |= Integer.rotateLeft(instruction & moves[rotation], rotation);
        }
        boolean loaded = (halfword.field('l', instruction) >>> halfword.field('n', instruction) & 1) != 0;
        return loaded ? word : word | baseNotLoaded;
    }
}
