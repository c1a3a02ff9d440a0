package dev.lockstep.vfp;

/**
 * Hardware arithmetic on singles for scalars rounded to nearest, with inexactness noticed; the sibling of
 * {@link NearestDouble}. Products of singles are exact as doubles, which makes noticing easier.
 */
final class NearestSingle {
    private NearestSingle() {}

    /**
     * Whether a result is finite and at least twice the smallest normal number, so that it was neither tiny before rounding
     * nor too large.
     */
    static boolean isOrdinary(int bits) {
        return ((bits >>> 23) + 1 & 0xff) > 2;
    }

    /** Executes an operation if hardware can; otherwise at most sets exceptions that it raises anyway. */
    static boolean settles(VfpState state, Operation operation, int d, int n, int m) {
        if ((state.fpscr & (Fpscr.RMODE | Fpscr.LEN)) != 0) {
            return false;
        }
        float y = state.f32(m);
        float x = operation.readsN ? state.f32(n) : y;
        float z = operation.accumulates ? state.f32(d) : y;
        if ((state.fpscr & Fpscr.FZ) != 0 && (isDenormal(x) || isDenormal(y) || isDenormal(z))) {
            return false;
        }
        float result = compute(state, operation, z, x, y);
        if (Float.isNaN(result)) {
            return false;
        }
        state.single(d, Float.floatToRawIntBits(result));
        return true;
    }

    private static float compute(VfpState state, Operation operation, float d, float n, float m) {
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
            case MOV, ABS, NEG -> Float.NaN; // not arithmetic: NaNs keep their bits
        };
    }

    private static boolean isDenormal(float value) {
        return value != 0 && Math.abs(value) < Float.MIN_NORMAL;
    }

    private static float sum(VfpState state, float a, float b) {
        float sum = a + b;
        if (!isOrdinary(Float.floatToRawIntBits(sum))) {
            return sum == 0 ? sum : Float.NaN;
        }
        double x = a;
        double y = b;
        double wide = x + y;
        double ofY = wide - x;
        double error = (x - (wide - ofY)) + (y - ofY); // exact (Knuth's TwoSum)
        return note(state, sum, wide == sum && error == 0);
    }

    private static float product(VfpState state, float a, float b) {
        float product = a * b;
        if (a == 0 || b == 0) {
            return product;
        }
        return settle(state, product, (double) a * b == product);
    }

    private static float quotient(VfpState state, float a, float b) {
        float quotient = a / b;
        if (a == 0) {
            return quotient;
        }
        return settle(state, quotient, (double) quotient * b == a);
    }

    private static float root(VfpState state, float a) {
        if (a == 0) {
            return a;
        }
        float root = (float) Math.sqrt(a);
        return settle(state, root, (double) root * root == a);
    }

    private static float settle(VfpState state, float result, boolean exact) {
        return isOrdinary(Float.floatToRawIntBits(result)) ? note(state, result, exact) : Float.NaN;
    }

    private static float note(VfpState state, float result, boolean exact) {
        if (!exact) {
            state.raise(Fpscr.IXC);
        }
        return result;
    }
}
