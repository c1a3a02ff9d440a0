package dev.lockstep.isa;

import java.util.Arrays;

/**
 * From words to instructions. The table's rows are indexed once by the word's bits 27..20 and 7..4 and by whether it
 * has a condition; decoding then tries the few rows that are left, those with the most fixed bits first.
 *
 * <p>Decoding allocates the {@link Instruction} and nothing else; whoever runs code keeps the result.
 */
public final class Decoder {
    private static final int UNCONDITIONAL = 15;
    private static final int INDEX_SIZE = 1 << 12;
    private static final int PRE_INDEXED = 1 << 24;
    private static final int ADD = 1 << 23;
    private static final int WRITE_BACK = 1 << 21;
    private static final int CODE_AL = 14;
    private static final int WHOLE_REGISTER = 32;

    /** Rows that may match a word with a condition, by {@link #index}. */
    private static final Encoding[][] CONDITIONAL_ROWS = rows(false);

    /** The same for words with 1111 in its place. */
    private static final Encoding[][] UNCONDITIONAL_ROWS = rows(true);

    private Decoder() {}

    /**
     * Decodes one ARM-state word for execution in user mode. Every word has an answer: if nothing else,
     * {@link Opcode#UNDEFINED} or {@link Opcode#UNPREDICTABLE}. The fields of an UNPREDICTABLE instruction are those of
     * the row that it matched, those of an undefined one are 0.
     *
     * @param word the instruction as fetched
     */
    public static Instruction decode(int word) {
        Encoding encoding = encodingOf(word);
        return instruction(encoding, encoding.defines(word) ? encoding.opcode() : Opcode.UNPREDICTABLE, word);
    }

    /** The row that a word matches, {@link Encoding#UNDEFINED} if no other. */
    static Encoding encodingOf(int word) {
        Encoding[][] rows = word >>> 28 == UNCONDITIONAL ? UNCONDITIONAL_ROWS : CONDITIONAL_ROWS;
        for (Encoding row : rows[index(word)]) {
            if (row.pattern().matches(word)) {
                return row;
            }
        }
        return Encoding.UNDEFINED;
    }

    /** Whether a load or store (of one register) changes its base: it is post-indexed or its W bit is set. */
    static boolean writesBack(int word) {
        return (word & PRE_INDEXED) == 0 || (word & WRITE_BACK) != 0;
    }

    /** P, U and W are at the same place wherever they occur, also where their values are fixed. */
    private static Instruction instruction(Encoding encoding, Opcode opcode, int word) {
        Pattern pattern = encoding.pattern();
        boolean address = pattern.has('U');
        boolean multiple = pattern.has('l');
        int condition = word >>> 28;
        return new Instruction(
                opcode,
                encoding,
                word,
                Condition.of(condition == UNCONDITIONAL ? CODE_AL : condition),
                pattern.field('S', word) != 0 || isComparison(encoding.opcode()),
                pattern.field('d', word),
                pattern.field('n', word),
                pattern.field('m', word),
                pattern.field('s', word),
                encoding.operand(),
                immediate(pattern, word),
                shift(pattern, word),
                shiftAmount(pattern, word),
                address && (word & PRE_INDEXED) != 0,
                address && (word & ADD) != 0,
                multiple ? (word & WRITE_BACK) != 0 : address && writesBack(word),
                pattern.field('X', word) != 0,
                multiple ? pattern.field('l', word) : pattern.field('f', word));
    }

    private static boolean isComparison(Opcode opcode) {
        return opcode == Opcode.TST || opcode == Opcode.TEQ || opcode == Opcode.CMP || opcode == Opcode.CMN;
    }

    private static int immediate(Pattern pattern, int word) {
        if (pattern.has('k')) {
            int constant = pattern.field('k', word);
            return Integer.rotateRight(constant & 0xFF, rotation(constant));
        }
        if (pattern.has('j')) {
            int distance = pattern.field('j', word);
            return (distance << 8 >> 6) + 2 * pattern.field('H', word);
        }
        if (pattern.has('w')) {
            return pattern.field('w', word) + 1;
        }
        return pattern.field('o', word) + pattern.field('i', word);
    }

    private static int rotation(int constant) {
        return constant >>> 8 << 1;
    }

    private static Shift shift(Pattern pattern, int word) {
        if (pattern.has('z')) {
            return pattern.field('z', word) == 0 ? Shift.LSL : Shift.ROR;
        }
        if (!pattern.has('a') && !pattern.has('y')) {
            return Shift.LSL;
        }
        Shift shift = type(word);
        boolean rrx = shift == Shift.ROR && pattern.has('a') && pattern.field('a', word) == 0;
        return rrx ? Shift.RRX : shift;
    }

    private static int shiftAmount(Pattern pattern, int word) {
        if (pattern.has('k')) {
            return rotation(pattern.field('k', word));
        }
        if (pattern.has('z')) {
            return pattern.field('z', word) * Byte.SIZE;
        }
        if (!pattern.has('a') || pattern.field('a', word) != 0) {
            return pattern.field('a', word);
        }
        return switch (type(word)) {
            case LSL -> 0;
            case LSR, ASR -> WHOLE_REGISTER;
            case ROR, RRX -> 1;
        };
    }

    /** Every encoding that shifts has the type in bits 6..5, PKHBT, PKHTB, SSAT and USAT too. */
    private static Shift type(int word) {
        return switch (word >>> 5 & 3) {
            case 0 -> Shift.LSL;
            case 1 -> Shift.LSR;
            case 2 -> Shift.ASR;
            default -> Shift.ROR;
        };
    }

    private static int index(int word) {
        return (word >>> 16 & 0xFF0) | (word >>> 4 & 0xF);
    }

    private static Encoding[][] rows(boolean unconditional) {
        Encoding[][] index = new Encoding[INDEX_SIZE][0];
        Encoding[] rows = Encoding.values();
        for (int fixedBits = Integer.SIZE; fixedBits > 0; fixedBits--) {
            for (Encoding row : rows) {
                if (row.conditional() != unconditional && Integer.bitCount(row.mask()) == fixedBits) {
                    enter(row, index);
                }
            }
        }
        return index;
    }

    /** Appends a row wherever the index bits that it leaves free may lead. */
    private static void enter(Encoding row, Encoding[][] index) {
        int free = index(~row.mask());
        int subset = free;
        do {
            int place = index(row.value()) | subset;
            int rows = index[place].length;
            index[place] = Arrays.copyOf(index[place], rows + 1);
            index[place][rows] = row;
            subset = (subset - 1) & free;
        } while (subset != free);
    }
}
