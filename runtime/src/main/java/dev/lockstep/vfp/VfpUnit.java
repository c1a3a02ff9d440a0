package dev.lockstep.vfp;

/**
 * The data processing instructions of VFPv2, one method each: what goes in and out are registers of a {@link VfpState},
 * rounding and exceptions are those of its FPSCR.
 *
 * <p>Arguments {@code d}, {@code n} and {@code m} are the numbers of the destination and of the first and second operand:
 * singles 0 to 31 or doubles 0 to 15, as the method's name says. Methods ending in {@code F64} work on doubles, in
 * {@code F32} on singles. {@code cvt} names first what is made, then of what; integers live in singles.
 *
 * <p>Every method first tries hardware arithmetic, in few enough bytecodes to be inlined wherever it is called, and only if
 * that cannot be trusted calls one that can. Nothing is allocated.
 */
public final class VfpUnit {
    private VfpUnit() {}

    /** VADD (FADD): n + m. */
    public static void addF32(VfpState state, int d, int n, int m) {
        settle(state, Operation.ADD, d, n, m, state.f32(n) + state.f32(m));
    }

    /** VADD (FADD): n + m. */
    public static void addF64(VfpState state, int d, int n, int m) {
        settle(state, Operation.ADD, d, n, m, state.f64(n) + state.f64(m));
    }

    /** VSUB (FSUB): n − m. */
    public static void subF32(VfpState state, int d, int n, int m) {
        settle(state, Operation.SUB, d, n, m, state.f32(n) - state.f32(m));
    }

    /** VSUB (FSUB): n − m. */
    public static void subF64(VfpState state, int d, int n, int m) {
        settle(state, Operation.SUB, d, n, m, state.f64(n) - state.f64(m));
    }

    /** VMUL (FMUL): n·m. */
    public static void mulF32(VfpState state, int d, int n, int m) {
        settle(state, Operation.MUL, d, n, m, state.f32(n) * state.f32(m));
    }

    /** VMUL (FMUL): n·m. */
    public static void mulF64(VfpState state, int d, int n, int m) {
        settle(state, Operation.MUL, d, n, m, state.f64(n) * state.f64(m));
    }

    /** VNMUL (FNMUL): −(n·m). */
    public static void nmulF32(VfpState state, int d, int n, int m) {
        settle(state, Operation.NMUL, d, n, m, -(state.f32(n) * state.f32(m)));
    }

    /** VNMUL (FNMUL): −(n·m). */
    public static void nmulF64(VfpState state, int d, int n, int m) {
        settle(state, Operation.NMUL, d, n, m, -(state.f64(n) * state.f64(m)));
    }

    /** VDIV (FDIV): n / m. */
    public static void divF32(VfpState state, int d, int n, int m) {
        settle(state, Operation.DIV, d, n, m, state.f32(n) / state.f32(m));
    }

    /** VDIV (FDIV): n / m. */
    public static void divF64(VfpState state, int d, int n, int m) {
        settle(state, Operation.DIV, d, n, m, state.f64(n) / state.f64(m));
    }

    /** VMLA (FMAC): d + n·m, rounded twice. */
    public static void mlaF32(VfpState state, int d, int n, int m) {
        settleSum(state, Operation.MLA, d, n, m, state.f32(d), state.f32(n) * state.f32(m));
    }

    /** VMLA (FMAC): d + n·m, rounded twice. */
    public static void mlaF64(VfpState state, int d, int n, int m) {
        settleSum(state, Operation.MLA, d, n, m, state.f64(d), state.f64(n) * state.f64(m));
    }

    /** VMLS (FNMAC): d − n·m, rounded twice. */
    public static void mlsF32(VfpState state, int d, int n, int m) {
        settleSum(state, Operation.MLS, d, n, m, state.f32(d), -(state.f32(n) * state.f32(m)));
    }

    /** VMLS (FNMAC): d − n·m, rounded twice. */
    public static void mlsF64(VfpState state, int d, int n, int m) {
        settleSum(state, Operation.MLS, d, n, m, state.f64(d), -(state.f64(n) * state.f64(m)));
    }

    /** VNMLA (FNMSC): −d − n·m, rounded twice. */
    public static void nmlaF32(VfpState state, int d, int n, int m) {
        settleSum(state, Operation.NMLA, d, n, m, -state.f32(d), -(state.f32(n) * state.f32(m)));
    }

    /** VNMLA (FNMSC): −d − n·m, rounded twice. */
    public static void nmlaF64(VfpState state, int d, int n, int m) {
        settleSum(state, Operation.NMLA, d, n, m, -state.f64(d), -(state.f64(n) * state.f64(m)));
    }

    /** VNMLS (FMSC): −d + n·m, rounded twice. */
    public static void nmlsF32(VfpState state, int d, int n, int m) {
        settleSum(state, Operation.NMLS, d, n, m, -state.f32(d), state.f32(n) * state.f32(m));
    }

    /** VNMLS (FMSC): −d + n·m, rounded twice. */
    public static void nmlsF64(VfpState state, int d, int n, int m) {
        settleSum(state, Operation.NMLS, d, n, m, -state.f64(d), state.f64(n) * state.f64(m));
    }

    /** VSQRT (FSQRT): the square root of m. */
    public static void sqrtF32(VfpState state, int d, int m) {
        settle(state, Operation.SQRT, d, m, m, (float) Math.sqrt(state.f32(m)));
    }

    /** VSQRT (FSQRT): the square root of m. */
    public static void sqrtF64(VfpState state, int d, int m) {
        settle(state, Operation.SQRT, d, m, m, Math.sqrt(state.f64(m)));
    }

    /** VMOV (FCPY): m. */
    public static void movF32(VfpState state, int d, int m) {
        move(state, Operation.MOV, d, m, state.single(m));
    }

    /** VMOV (FCPY): m. */
    public static void movF64(VfpState state, int d, int m) {
        move(state, Operation.MOV, d, m, state.d[m]);
    }

    /** VABS (FABS): m without its sign. */
    public static void absF32(VfpState state, int d, int m) {
        move(state, Operation.ABS, d, m, state.single(m) & Integer.MAX_VALUE);
    }

    /** VABS (FABS): m without its sign. */
    public static void absF64(VfpState state, int d, int m) {
        move(state, Operation.ABS, d, m, state.d[m] & Long.MAX_VALUE);
    }

    /** VNEG (FNEG): m with the other sign. */
    public static void negF32(VfpState state, int d, int m) {
        move(state, Operation.NEG, d, m, state.single(m) ^ Integer.MIN_VALUE);
    }

    /** VNEG (FNEG): m with the other sign. */
    public static void negF64(VfpState state, int d, int m) {
        move(state, Operation.NEG, d, m, state.d[m] ^ Long.MIN_VALUE);
    }

    /** VCMP (FCMP): compares d with m; signalling NaNs are invalid. */
    public static void cmpF32(VfpState state, int d, int m) {
        if (!Comparison.settles(state, state.f32(d), state.f32(m))) {
            Comparison.exact(state, Format.SINGLE, d, m, false);
        }
    }

    /** VCMP (FCMPZ): compares d with plus zero; signalling NaNs are invalid. */
    public static void cmpZeroF32(VfpState state, int d) {
        if (!Comparison.settles(state, state.f32(d), 0)) {
            Comparison.exactZero(state, Format.SINGLE, d, false);
        }
    }

    /** VCMP (FCMP): compares d with m; signalling NaNs are invalid. */
    public static void cmpF64(VfpState state, int d, int m) {
        if (!Comparison.settles(state, state.f64(d), state.f64(m))) {
            Comparison.exact(state, Format.DOUBLE, d, m, false);
        }
    }

    /** VCMP (FCMPZ): compares d with plus zero; signalling NaNs are invalid. */
    public static void cmpZeroF64(VfpState state, int d) {
        if (!Comparison.settles(state, state.f64(d), 0)) {
            Comparison.exactZero(state, Format.DOUBLE, d, false);
        }
    }

    /** VCMPE (FCMPE): compares d with m; every NaN is invalid. */
    public static void cmpeF32(VfpState state, int d, int m) {
        if (!Comparison.settles(state, state.f32(d), state.f32(m))) {
            Comparison.exact(state, Format.SINGLE, d, m, true);
        }
    }

    /** VCMPE (FCMPEZ): compares d with plus zero; every NaN is invalid. */
    public static void cmpeZeroF32(VfpState state, int d) {
        if (!Comparison.settles(state, state.f32(d), 0)) {
            Comparison.exactZero(state, Format.SINGLE, d, true);
        }
    }

    /** VCMPE (FCMPE): compares d with m; every NaN is invalid. */
    public static void cmpeF64(VfpState state, int d, int m) {
        if (!Comparison.settles(state, state.f64(d), state.f64(m))) {
            Comparison.exact(state, Format.DOUBLE, d, m, true);
        }
    }

    /** VCMPE (FCMPEZ): compares d with plus zero; every NaN is invalid. */
    public static void cmpeZeroF64(VfpState state, int d) {
        if (!Comparison.settles(state, state.f64(d), 0)) {
            Comparison.exactZero(state, Format.DOUBLE, d, true);
        }
    }

    /** VCVT (FCVTDS): the double of a single; always exact. */
    public static void cvtF64F32(VfpState state, int d, int m) {
        if (!Conversion.settlesDouble(state, d, state.f32(m))) {
            Conversion.toDouble(state, d, m);
        }
    }

    /** VCVT (FCVTSD): the single of a double. */
    public static void cvtF32F64(VfpState state, int d, int m) {
        if (!isSettled(state, d, (float) state.f64(m))) {
            Conversion.toSingle(state, d, m);
        }
    }

    /** VCVT (FSITO): the single of a signed integer. */
    public static void cvtF32S32(VfpState state, int d, int m) {
        int integer = state.single(m);
        if (!isSettled(state, d, (float) integer)) {
            Conversion.integerToSingle(state, d, integer);
        }
    }

    /** VCVT (FUITO): the single of an unsigned integer. */
    public static void cvtF32U32(VfpState state, int d, int m) {
        long integer = Integer.toUnsignedLong(state.single(m));
        if (!isSettled(state, d, (float) integer)) {
            Conversion.integerToSingle(state, d, integer);
        }
    }

    /** VCVT (FSITO): the double of a signed integer; always exact. */
    public static void cvtF64S32(VfpState state, int d, int m) {
        state.d[d] = Double.doubleToRawLongBits(state.single(m));
    }

    /** VCVT (FUITO): the double of an unsigned integer; always exact. */
    public static void cvtF64U32(VfpState state, int d, int m) {
        state.d[d] = Double.doubleToRawLongBits((double) Integer.toUnsignedLong(state.single(m)));
    }

    /**
     * VCVT, VCVTR (FTOSI): the signed integer of a single; saturates, and makes 0 of NaNs.
     *
     * @param toZero whether to round towards zero, not as FPSCR says
     */
    public static void cvtS32F32(VfpState state, int d, int m, boolean toZero) {
        if (!Conversion.settlesSigned(state, d, state.f32(m), toZero)) {
            Conversion.toSigned(state, Format.SINGLE, d, m, toZero);
        }
    }

    /**
     * VCVT, VCVTR (FTOSI): the signed integer of a double; saturates, and makes 0 of NaNs.
     *
     * @param toZero whether to round towards zero, not as FPSCR says
     */
    public static void cvtS32F64(VfpState state, int d, int m, boolean toZero) {
        if (!Conversion.settlesSigned(state, d, state.f64(m), toZero)) {
            Conversion.toSigned(state, Format.DOUBLE, d, m, toZero);
        }
    }

    /**
     * VCVT, VCVTR (FTOUI): the unsigned integer of a single; saturates, and makes 0 of NaNs.
     *
     * @param toZero whether to round towards zero, not as FPSCR says
     */
    public static void cvtU32F32(VfpState state, int d, int m, boolean toZero) {
        if (!Conversion.settlesUnsigned(state, d, state.f32(m), toZero)) {
            Conversion.toUnsigned(state, Format.SINGLE, d, m, toZero);
        }
    }

    /**
     * VCVT, VCVTR (FTOUI): the unsigned integer of a double; saturates, and makes 0 of NaNs.
     *
     * @param toZero whether to round towards zero, not as FPSCR says
     */
    public static void cvtU32F64(VfpState state, int d, int m, boolean toZero) {
        if (!Conversion.settlesUnsigned(state, d, state.f64(m), toZero)) {
            Conversion.toUnsigned(state, Format.DOUBLE, d, m, toZero);
        }
    }

    private static void move(VfpState state, Operation operation, int d, int m, int bits) {
        if (state.isScalar()) {
            state.single(d, bits);
        } else {
            ShortVectors.singles(state, operation, d, m, m);
        }
    }

    private static void move(VfpState state, Operation operation, int d, int m, long bits) {
        if (state.isScalar()) {
            state.d[d] = bits;
        } else {
            ShortVectors.doubles(state, operation, d, m, m);
        }
    }

    private static void settle(VfpState state, Operation operation, int d, int n, int m, float result) {
        if (!isSettled(state, d, result)) {
            ShortVectors.singles(state, operation, d, n, m);
        }
    }

    private static void settle(VfpState state, Operation operation, int d, int n, int m, double result) {
        if (!isSettled(state, d, result)) {
            ShortVectors.doubles(state, operation, d, n, m);
        }
    }

    private static void settleSum(VfpState state, Operation operation, int d, int n, int m, float a, float product) {
        if (!NearestSingle.isOrdinary(Float.floatToRawIntBits(product)) || !isSettled(state, d, a + product)) {
            ShortVectors.singles(state, operation, d, n, m);
        }
    }

    private static void settleSum(VfpState state, Operation operation, int d, int n, int m, double a, double product) {
        if (!NearestDouble.isOrdinary(Double.doubleToRawLongBits(product)) || !isSettled(state, d, a + product)) {
            ShortVectors.doubles(state, operation, d, n, m);
        }
    }

    /** Writes a result if nothing but its value matters. */
    private static boolean isSettled(VfpState state, int d, float result) {
        int bits = Float.floatToRawIntBits(result);
        if (state.isPlain() && NearestSingle.isOrdinary(bits)) {
            state.single(d, bits);
            return true;
        }
        return false;
    }

    /** Writes a result if nothing but its value matters. */
    private static boolean isSettled(VfpState state, int d, double result) {
        long bits = Double.doubleToRawLongBits(result);
        if (state.isPlain() && NearestDouble.isOrdinary(bits)) {
            state.d[d] = bits;
            return true;
        }
        return false;
    }
}
