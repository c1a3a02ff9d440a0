package dev.lockstep.isa;

import java.util.random.RandomGenerator;

/**
 * The bits of one encoding: which are fixed, which should have a value, and where the fields are, all derived once from
 * the notation of {@link Encoding}. A notation of 16 bits is that of a halfword, whose upper half is fixed to 0.
 */
final class Pattern {
    private static final int NO_CONDITION = 15;
    private static final int LETTERS = 'z' + 1;

    /** What a halfword has above its bits. */
    private static final int UPPER_HALF = -1 << Short.SIZE;

    private static final String REGISTERS = "dnm";

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

    /** The bit behind the lowest of a single-precision register's number, by its letter; 0 if there is none. */
    private final int[] last = new int[LETTERS];

    private final int size;

    /**
     * Parses the notation.
     *
     * @throws IllegalArgumentException if it describes neither 16 nor 32 bits
     */
    Pattern(String notation) {
        int fixedMask = 0;
        int fixedValue = 0;
        int softMask = 0;
        int softValue = 0;
        // Before HotSpot compiles, charAt would take a good part of the start.
        char[] symbols = notation.toCharArray();
        int width = width(symbols);
        int bit = width;
        boolean should = false;
        for (char symbol : symbols) {
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
        for (int i = 0; i < REGISTERS.length(); i++) {
            char register = REGISTERS.charAt(i);
            last[register] = bits[Character.toUpperCase(register)];
        }
        size = width / Byte.SIZE;
        mask = width == Short.SIZE ? fixedMask | UPPER_HALF : fixedMask;
        value = fixedValue;
        shouldMask = softMask;
        shouldValue = softValue;
    }

    /** The length of an instruction of this encoding, in bytes. */
    int size() {
        return size;
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
        return (word & mask) == value && !(has('c') && field('c', word) == NO_CONDITION);
    }

    /** Whether all "should be" bits have their value. */
    boolean isAsItShouldBe(int word) {
        return (word & shouldMask) == shouldValue;
    }

    boolean has(char field) {
        return bits[field] != 0;
    }

    /** Where a field is; 0 if the encoding lacks it. */
    int bits(char field) {
        return bits[field];
    }

    /** The value of a field, its parts joined; 0 if the encoding lacks it. */
    int field(char field, int word) {
        int here = bits[field];
        int low = lowest[field];
        int value = isSplit(here >>> low) ? Integer.compress(word, here) : (word & here) >>> low;
        int behind = last[field];
        return behind == 0 ? value : value << 1 | ((word & behind) == 0 ? 0 : 1);
    }

    /** The value of a field, its highest bit taken as the sign. */
    int signedField(char field, int word) {
        int unused = Integer.SIZE - Integer.bitCount(bits[field]);
        return field(field, word) << unused >> unused;
    }

    /** A word with random fields and the fixed and "should be" bits in place. */
    int randomize(RandomGenerator random) {
        return (random.nextInt() & free()) | value | shouldValue;
    }

    private static int width(char[] notation) {
        int width = 0;
        for (char symbol : notation) {
            width += symbol == ' ' || symbol == '(' || symbol == ')' ? 0 : 1;
        }
        if (width != Short.SIZE && width != Integer.SIZE) {
            throw new IllegalArgumentException("neither 16 nor 32 bits: " + String.valueOf(notation));
        }
        return width;
    }

    /** Whether bits, of which the lowest is bit 0, have a gap. */
    private static boolean isSplit(int bits) {
        return (bits & bits + 1) != 0;
    }
}
