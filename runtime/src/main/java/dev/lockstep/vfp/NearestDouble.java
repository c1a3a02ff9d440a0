package dev.lockstep.vfp;

/**
 * Hardware arithmetic on doubles for scalars rounded to nearest, with inexactness noticed. A result is used only if it is
 * known to be right with all exceptions it raises: an {@linkplain #isOrdinary ordinary} one of normal operands, or a zero
 * that is exact. Everywhere else the answer is NaN, for "not settled": no NaN is ever settled here.
 */
final class NearestDouble {
    private static final int FRACTION_BITS = 52;
    private static final long FRACTION = (1L << FRACTION_BITS) - 1;

    private NearestDouble() {}

    /**
     * Whether a result is finite and at least twice the smallest normal number, so that it was neither tiny before rounding
     * nor too large.
     */
    static boolean isOrdinary(long bits) {
        return ((int) (bits >>> FRACTION_BITS) + 1 & 0x7ff) > 2;
    }

    /** Executes an operation if hardware can; otherwise at most sets exceptions that it raises anyway. */
    static boolean settles(VfpState state, Operation operation, int d, int n, int m) {
        if ((state.fpscr & (Fpscr.RMODE | Fpscr.LEN)) != 0) {
            return false;
        }
        double y = state.f64(m);
        double x = operation.readsN ? state.f64(n) : y;
        double z = operation.accumulates ? state.f64(d) : y;
        if ((state.fpscr & Fpscr.FZ) != 0 && (isDenormal(x) || isDenormal(y) || isDenormal(z))) {
            return false;
        }
        double result = compute(state, operation, z, x, y);
        if (Double.isNaN(result)) {
            return false;
        }
        state.d[d] = Double.doubleToRawLongBits(result);
        return true;
    }

    private static double compute(VfpState state, Operation operation, double d, double n, double m) {
        return switch (operation) {
            case ADD -> sum(state, n, m);
            case SUB -> sum(state, n, -m);
            case MUL -> product(state, n, m);
            case NMUL -> -product(state, n, m);
            case MLA -> sum(state, d, product(state, n, m));
            case MLS -> sum(state, d, -product(state, n, m));
            case NMLA -> sum(state, -d, -product(state, n, m));
            case NMLS -> sum(state, -d, product(state, n, m));
            case DIV -> quotient(state, n, m);
            case SQRT -> root(state, m);
            case MOV, ABS, NEG -> Double.NaN; // not arithmetic: NaNs keep their bits
        };
    }

    private static boolean isDenormal(double value) {
        return value != 0 && Math.abs(value) < Double.MIN_NORMAL;
    }

    private static boolean isNormal(double value) {
        return Math.abs(value) >= Double.MIN_NORMAL && Math.abs(value) <= Double.MAX_VALUE;
    }

    private static double sum(VfpState state, double a, double b) {
        double sum = a + b;
        if (!isOrdinary(Double.doubleToRawLongBits(sum))) {
            return sum == 0 ? sum : Double.NaN;
        }
        double ofB = sum - a;
        double error = (a - (sum - ofB)) + (b - ofB); // exact, unless it overflowed on the way (Knuth's TwoSum)
        if (Double.isNaN(error) || Double.isInfinite(error)) {
            return Double.NaN;
        }
        noteUnless(state, error == 0);
        return sum;
    }

    private static double product(VfpState state, double a, double b) {
        double product = a * b;
        if (a == 0 || b == 0) {
            return product;
        }
        return settle(state, product, a, b, product);
    }

    private static double quotient(VfpState state, double a, double b) {
        double quotient = a / b;
        if (a == 0) {
            return quotient;
        }
        return settle(state, quotient, quotient, b, a);
    }

    private static double root(VfpState state, double a) {
        return a == 0 ? a : settle(state, Math.sqrt(a), Math.sqrt(a), Math.sqrt(a), a);
    }

    /** A result that is exact if {@code x·y = product}, where one of the three is the result. */
    private static double settle(VfpState state, double result, double x, double y, double product) {
        if (!isOrdinary(Double.doubleToRawLongBits(result)) || !isNormal(x) || !isNormal(y) || !isNormal(product)) {
            return Double.NaN;
        }
        noteUnless(state, isProduct(x, y, product));
        return result;
    }

    /**
     * Whether {@code x·y = product}, for normal numbers of which one is nearest to what it should be. That makes the
     * difference less than 2^53 units of the exact product of 106 bits, so that 64 of them tell.
     */
    private static boolean isProduct(double x, double y, double product) {
        int shift = Math.getExponent(product) - Math.getExponent(x) - Math.getExponent(y) + FRACTION_BITS;
        return significand(x) * significand(y) == significand(product) << shift;
    }

    private static long significand(double normal) {
        return Double.doubleToRawLongBits(normal) & FRACTION | FRACTION + 1;
    }

    private static void noteUnless(VfpState state, boolean exact) {
        if (!exact) {
            state.raise(Fpscr.IXC);
        }
    }
}
