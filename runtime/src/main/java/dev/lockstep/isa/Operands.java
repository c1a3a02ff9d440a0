package dev.lockstep.isa;

/** Reads the fields of an instruction, each in the form that executing needs. */
final class Operands {
    private static final int CONDITION_SHIFT = 28;
    private static final int UNCONDITIONAL = 15;
    private static final int PRE_INDEXED = 1 << 24;
    private static final int ADD = 1 << 23;
    private static final int WRITE_BACK = 1 << 21;
    private static final int WHOLE_REGISTER = 32;

    /** By how many words a load or store of several VFP registers moves the base; twice their number for doubles. */
    private static final int WORDS = 0xFF;

    private Operands() {}

    /** Whether a load or store (of one register) changes its base: it is post-indexed or its W bit is set. */
    static boolean writesBack(int word) {
        return (word & PRE_INDEXED) == 0 || (word & WRITE_BACK) != 0;
    }

    /**
     * Reads the fields of an instruction. P, U and W are at the same place wherever they occur, also where their values
     * are fixed.
     *
     * @param row the row that the instruction matched
     * @param opcode what it does
     * @param word the instruction
     * @param layout the row by which its operands are laid out: the same, or that of its equal in ARM state
     * @param image the instruction in that layout
     */
    static Instruction read(Row row, Opcode opcode, int word, Row layout, int image) {
        Pattern pattern = layout.pattern();
        boolean several = pattern.has('l') || pattern.has('r');
        boolean address = pattern.has('U') || several;
        return new Instruction(
                opcode,
                row.encoding(),
                word,
                row.pattern().size() == Short.BYTES || row.encoding() instanceof ThumbEncoding,
                row.pattern().size(),
                condition(layout, image),
                pattern.field('S', image) != 0 || isComparison(row.opcode()),
                pattern.field('d', image),
                pattern.field('n', image),
                pattern.field('m', image),
                pattern.field('s', image),
                layout.operand(),
                immediate(pattern, image),
                shift(pattern, image),
                shiftAmount(pattern, image),
                address && (image & PRE_INDEXED) != 0,
                address && (image & ADD) != 0,
                several ? (image & WRITE_BACK) != 0 : address && writesBack(image),
                pattern.field('X', image) != 0,
                pattern.field('l', image) + pattern.field('r', image) + pattern.field('f', image));
    }

    /** What has no condition is always executed; undefined words of ARM state have one. */
    private static Condition condition(Row layout, int word) {
        if (layout.encoding() instanceof ThumbEncoding) {
            return layout.pattern().has('c') ? Condition.of(layout.pattern().field('c', word)) : Condition.AL;
        }
        int condition = word >>> CONDITION_SHIFT;
        return condition == UNCONDITIONAL ? Condition.AL : Condition.of(condition);
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
            return pattern.signedField('j', word) * Integer.BYTES + pattern.field('H', word) * Short.BYTES;
        }
        if (pattern.has('h')) {
            return pattern.signedField('h', word) * Short.BYTES;
        }
        if (pattern.has('r')) {
            return (word & WORDS) * Integer.BYTES;
        }
        if (pattern.has('w')) {
            return pattern.field('w', word) + 1;
        }
        return pattern.field('o', word) + pattern.field('q', word) * Integer.BYTES + pattern.field('i', word);
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
}
