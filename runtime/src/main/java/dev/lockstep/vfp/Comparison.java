package dev.lockstep.vfp;

/** Compares numbers and sets the condition flags of the FPSCR (ARM ARM DDI 0100I C4, FCMP and FCMPE). */
final class Comparison {
    private static final int LESS = Fpscr.N;
    private static final int EQUAL = Fpscr.Z | Fpscr.C;
    private static final int GREATER = Fpscr.C;
    private static final int UNORDERED = Fpscr.C | Fpscr.V;

    private Comparison() {}

    /** Sets the flags if the operands are ordered and nothing is flushed; singles are given as doubles. */
    static boolean settles(VfpState state, double a, double b) {
        int flags = order(a, b);
        if (flags == UNORDERED || (state.fpscr & Fpscr.FZ) != 0) {
            return false;
        }
        state.flags(flags);
        return true;
    }

    private static int order(double a, double b) {
        return a < b ? LESS : orderOfNotLess(a, b);
    }

    private static int orderOfNotLess(double a, double b) {
        return a == b ? EQUAL : a > b ? GREATER : UNORDERED;
    }

    /**
     * Compares two registers in every case.
     *
     * @param strict whether quiet NaNs are invalid, too
     */
    static void exact(VfpState state, Format format, int d, int m, boolean strict) {
        compare(state, format, format.read(state, d), format.read(state, m), strict);
    }

    /** Compares a register with plus zero in every case. */
    static void exactZero(VfpState state, Format format, int d, boolean strict) {
        compare(state, format, format.read(state, d), 0, strict);
    }

    private static void compare(VfpState state, Format format, long left, long right, boolean strict) {
        long a = ExactArithmetic.flush(state, format, left);
        long b = ExactArithmetic.flush(state, format, right);
        int flags;
        if (format.isNan(a) || format.isNan(b)) {
            flags = UNORDERED;
            if (strict || format.isSignalling(a) || format.isSignalling(b)) {
                state.raise(Fpscr.IOC);
            }
        } else {
            long x = ordinal(format, a);
            long y = ordinal(format, b);
            flags = x < y ? LESS : x == y ? EQUAL : GREATER;
        }
        state.flags(flags);
    }

    /** An integer that is ordered as the numbers are; both zeros are 0. */
    private static long ordinal(Format format, long bits) {
        return format.isNegative(bits) ? -format.magnitude(bits) : format.magnitude(bits);
    }
}
