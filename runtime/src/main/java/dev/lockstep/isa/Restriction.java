package dev.lockstep.isa;

import java.util.ArrayList;
import java.util.List;

/**
 * What the words of one encoding must keep, beyond their bits, so as not to be UNPREDICTABLE in user mode.
 *
 * <p>The notation is a list of clauses, separated by commas, all of which must hold. A clause is a list of terms,
 * separated by bars, one of which must hold:
 *
 * <table>
 * <caption>Terms</caption>
 * <tr><td>{@code d!=15}, {@code S=0}</td><td>a field (by its letter) and a number</td></tr>
 * <tr><td>{@code d!=n}, {@code m!=d+1}</td><td>a field and another, or its successor</td></tr>
 * <tr><td>{@code d>7}</td><td>a field exceeds a number</td></tr>
 * <tr><td>{@code even(d)}</td><td>a field is even</td></tr>
 * <tr><td>{@code outside(n)}</td><td>a register is not in the list</td></tr>
 * <tr><td>{@code lowest(n)}</td><td>a register is the lowest of the list</td></tr>
 * <tr><td>{@code several(l)}</td><td>more than one bit is set</td></tr>
 * <tr><td>{@code fits(d)}</td><td>from this VFP register on there are as many as the count says</td></tr>
 * <tr><td>{@code offset}</td><td>the base register is not written back</td></tr>
 * <tr><td>{@code privileged}</td><td>the mode is privileged: never true for {@link Decoder#decode}</td></tr>
 * </table>
 *
 * <p>A comparison with a field that the encoding lacks holds.
 */
final class Restriction {
    /** No word of the encoding is defined in user mode. */
    static final String PRIVILEGED = "privileged";

    /** No operand is the pc. */
    static final String NO_PC = "d!=15, n!=15, m!=15, s!=15";

    /** Flags and pc are set together only where there is an SPSR to restore. */
    static final String FLAGS_TO_PC = "S=0|d!=15|privileged";

    /** A 64-bit result needs two registers. */
    static final String TWO_RESULTS = NO_PC + ", d!=n";

    /** ARM ARM A5.2: neither the pc nor the transferred register is written back; the pc is no index. */
    static final String WORD_TRANSFER = "m!=15, offset|n!=15, offset|n!=d";

    /** The pc is not transferred either. */
    static final String BYTE_TRANSFER = WORD_TRANSFER + ", d!=15";

    /** ARM ARM A5.3: as for bytes; what has W but not P is no T form before ARMv6T2. */
    static final String HALFWORD_TRANSFER = BYTE_TRANSFER + ", P=1|W=0";

    /** The pair begins at an even register, ends below the pc, and is not written back. */
    static final String STORE_PAIR = HALFWORD_TRANSFER + ", even(d), d!=14, offset|n!=d+1";

    /** The pair does not overwrite the index. */
    static final String LOAD_PAIR = STORE_PAIR + ", m!=d, m!=d+1";

    /** The list has registers, and a base that is loaded is not written back as well. */
    static final String LOAD_MULTIPLE = "n!=15, l!=0, W=0|outside(n)";

    /** The list has registers; of a base that is written back only the old value can be stored, as the first. */
    static final String STORE_MULTIPLE = "n!=15, l!=0, W=0|outside(n)|lowest(n)";

    /** The base is a register of its own. */
    static final String SWAP = NO_PC + ", n!=d, n!=m";

    /** The status is neither base nor value. */
    static final String STORE_EXCLUSIVE = NO_PC + ", d!=n, d!=m";

    static final String STORE_EXCLUSIVE_PAIR = STORE_EXCLUSIVE + ", even(m), m!=14, d!=m+1";

    static final String LOAD_EXCLUSIVE_PAIR = NO_PC + ", even(d), d!=14";

    /** Of the registers that Thumb's operations on all registers name, one is high. */
    static final String HIGH_REGISTER = "d>7|m>7, n>7|m>7";

    /** Neither processor register is the pc; m is a VFP register. */
    static final String NO_CORE_PC = "d!=15, n!=15";

    /** Of VFP registers there is at least one, and none behind the last. */
    static final String VFP_LIST = "r!=0, fits(d)";

    /** The pc is no base that is written back. */
    static final String VFP_MULTIPLE = VFP_LIST + ", W=0|n!=15";

    /** The base, which is always written back, is not the pc. */
    static final String VFP_MULTIPLE_DOWN = VFP_LIST + ", n!=15";

    private static final int SINGLES = 32;
    private static final int DOUBLES = 16;

    private enum Kind {
        EQUAL,
        DIFFERENT,
        GREATER,
        EVEN,
        OUTSIDE,
        LOWEST,
        SEVERAL,
        FITS,
        OFFSET,
        PRIVILEGED
    }

    /** A field compared with the sum of another and a number; {@code other} is the letter of no field for 0. */
    private record Term(Kind kind, char field, char other, int number) {
        boolean holds(Pattern pattern, int word, boolean inPrivileged) {
            int left = pattern.field(field, word);
            int right = pattern.field(other, word) + number;
            int list = pattern.field('l', word);
            return switch (kind) {
                case EQUAL -> left == right;
                case DIFFERENT -> left != right;
                case GREATER -> left > right;
                case EVEN -> (left & 1) == 0;
                case OUTSIDE -> (list >>> left & 1) == 0;
                case LOWEST -> left == Integer.numberOfTrailingZeros(list);
                case SEVERAL -> Integer.bitCount(left) > 1;
                case FITS -> left + pattern.field('r', word) <= (pattern.has('D') ? SINGLES : DOUBLES);
                case OFFSET -> !Operands.writesBack(word);
                case PRIVILEGED -> inPrivileged;
            };
        }
    }

    private static final char NO_FIELD = '@';

    private final Pattern pattern;

    /** All must hold; of each, one term must. */
    private final Term[][] clauses;

    private final boolean privileged;

    /**
     * Parses the notation.
     *
     * @throws IllegalArgumentException if it contains an unknown term
     */
    Restriction(Pattern pattern, String... restrictions) {
        this.pattern = pattern;
        List<Term[]> parsed = new ArrayList<>();
        boolean reserved = false;
        for (String restriction : restrictions) {
            for (String clause : restriction.split(",", -1)) {
                reserved |= clause.equals(PRIVILEGED);
                List<Term> terms = terms(pattern, clause.strip());
                if (!terms.isEmpty()) {
                    parsed.add(terms.toArray(new Term[0]));
                }
            }
        }
        clauses = parsed.toArray(new Term[0][]);
        privileged = reserved;
    }

    /** Whether a word of the encoding keeps all clauses in user mode. */
    boolean allows(int word) {
        return allows(word, false);
    }

    /**
     * Whether a word of the encoding keeps all clauses.
     *
     * @param inPrivileged whether in a mode that has an SPSR
     */
    boolean allows(int word, boolean inPrivileged) {
        for (Term[] clause : clauses) {
            if (!holdsAny(clause, word, inPrivileged)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no word keeps them in user mode. */
    boolean privileged() {
        return privileged;
    }

    private boolean holdsAny(Term[] clause, int word, boolean inPrivileged) {
        for (Term term : clause) {
            if (term.holds(pattern, word, inPrivileged)) {
                return true;
            }
        }
        return false;
    }

    /** The terms of a clause; none if it always holds because the encoding lacks a field. */
    private static List<Term> terms(Pattern pattern, String clause) {
        List<Term> terms = new ArrayList<>();
        for (String text : clause.split("\\|", -1)) {
            Term term = term(text);
            if (lacks(pattern, term.field) || lacks(pattern, term.other)) {
                return List.of();
            }
            terms.add(term);
        }
        return terms;
    }

    private static boolean lacks(Pattern pattern, char field) {
        return field != NO_FIELD && !pattern.has(field);
    }

    private static Term term(String text) {
        switch (text) {
            case PRIVILEGED:
                return new Term(Kind.PRIVILEGED, NO_FIELD, NO_FIELD, 0);
            case "offset":
                return new Term(Kind.OFFSET, NO_FIELD, NO_FIELD, 0);
            default:
                return text.endsWith(")") ? property(text) : comparison(text);
        }
    }

    private static Term property(String text) {
        int open = text.indexOf('(');
        Kind kind =
                switch (text.substring(0, open)) {
                    case "even" -> Kind.EVEN;
                    case "outside" -> Kind.OUTSIDE;
                    case "lowest" -> Kind.LOWEST;
                    case "several" -> Kind.SEVERAL;
                    case "fits" -> Kind.FITS;
                    default -> throw new IllegalArgumentException("not a term: " + text);
                };
        return new Term(kind, text.charAt(open + 1), NO_FIELD, 0);
    }

    private static Term comparison(String text) {
        if (text.indexOf('>') == 1) {
            return new Term(Kind.GREATER, text.charAt(0), NO_FIELD, Integer.parseInt(text.substring(2)));
        }
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("not a term: " + text);
        }
        Kind kind = text.charAt(equals - 1) == '!' ? Kind.DIFFERENT : Kind.EQUAL;
        char right = text.charAt(equals + 1);
        if (Character.isDigit(right)) {
            return new Term(kind, text.charAt(0), NO_FIELD, Integer.parseInt(text.substring(equals + 1)));
        }
        return new Term(kind, text.charAt(0), right, text.endsWith("+1") ? 1 : 0);
    }
}
