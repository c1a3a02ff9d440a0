package dev.lockstep.isa;

import java.util.random.RandomGenerator;

/**
 * The bits of one encoding: which are fixed, which should have a value, and where the fields are, all derived once from
 * the notation of {@link Encoding}.
 */
final class Pattern {
    private static final int CONDITION_SHIFT = 28;
    private static final int NO_CONDITION = 15;
    private static final int LETTERS = 'z' + 1;

    /** The bits that are 0 or 1, and their values. */
    private final int mask;

    private final int value;

    /** The bits that are (0) or (1), and their values. */
    private final int shouldMask;

    private final int shouldValue;

    /** The bits of each field, by its letter; 0 if the encoding lacks it. */
    private final int[] bits = new int[LETTERS];

    /** The lowest bit of each field, by its letter. */
    private final int[] lowest = new int[LETTERS];

    /**
     * Parses the notation.
     *
     * @throws IllegalArgumentException if it does not describe 32 bits
     */
    Pattern(String notation) {
        int fixedMask = 0;
        int fixedValue = 0;
        int softMask = 0;
        int softValue = 0;
        int bit = Integer.SIZE;
        boolean should = false;
        for (int i = 0; i < notation.length(); i++) {
            char symbol = notation.charAt(i);
            if (symbol == '(' || symbol == ')') {
                should = symbol == '(';
            } else if (symbol != ' ') {
                bit--;
                int here = 1 << bit;
                if (symbol >= 'A' && symbol < LETTERS) {
                    bits[symbol] |= here;
                    lowest[symbol] = bit;
                } else if (symbol != '0' && symbol != '1') {
                    throw new IllegalArgumentException("not a bit: " + symbol + " in " + notation);
                } else if (should) {
                    softMask |= here;
                    softValue |= symbol == '1' ? here : 0;
                } else {
                    fixedMask |= here;
                    fixedValue |= symbol == '1' ? here : 0;
                }
            }
        }
        if (bit != 0) {
            throw new IllegalArgumentException("not 32 bits: " + notation);
        }
        mask = fixedMask;
        value = fixedValue;
        shouldMask = softMask;
        shouldValue = softValue;
    }

    int mask() {
        return mask;
    }

    int value() {
        return value;
    }

    /** The bits that no rule of the notation settles: those of fields. */
    int free() {
        return ~(mask | shouldMask);
    }

    /** Whether the word has the fixed bits, and a condition where the encoding has one. */
    boolean matches(int word) {
        return (word & mask) == value && !(has('c') && word >>> CONDITION_SHIFT == NO_CONDITION);
    }

    /** Whether all "should be" bits have their value. */
    boolean isAsItShouldBe(int word) {
        return (word & shouldMask) == shouldValue;
    }

    boolean has(char field) {
        return bits[field] != 0;
    }

    /** The value of a field, its parts joined; 0 if the encoding lacks it. */
    int field(char field, int word) {
        int here = bits[field];
        int low = lowest[field];
        return isSplit(here >>> low) ? Integer.compress(word, here) : (word & here) >>> low;
    }

    /** A word with random fields and the fixed and "should be" bits in place. */
    int randomize(RandomGenerator random) {
        return (random.nextInt() & free()) | value | shouldValue;
    }

    /** Whether bits, of which the lowest is bit 0, have a gap. */
    private static boolean isSplit(int bits) {
        return (bits & bits + 1) != 0;
    }
}
