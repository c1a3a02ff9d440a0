package dev.lockstep.vfp;

/** Converts between the two formats and 32-bit integers, always scalars (ARM ARM DDI 0100I C4, FCVTDS to FUITOS). */
final class Conversion {
    /** Of a fixed-point number below 2^32 that fits in 63 bits. */
    private static final int FRACTION_BITS = 31;

    private static final long UNSIGNED = 0xffff_ffffL;

    private Conversion() {}

    /** Converts to a signed integer in a single register if hardware can; singles are given as doubles. */
    static boolean settlesSigned(VfpState state, int d, double value, boolean toZero) {
        int integer = (int) whole(value, toZero);
        if (!isSettled(state, integer, value, toZero)) {
            return false;
        }
        state.single(d, integer);
        return true;
    }

    /** Converts to an unsigned integer in a single register if hardware can; singles are given as doubles. */
    static boolean settlesUnsigned(VfpState state, int d, double value, boolean toZero) {
        long integer = (long) whole(value, toZero);
        if (!isSettled(state, integer, value, toZero)) {
            return false;
        }
        state.single(d, (int) integer);
        return true;
    }

    private static double whole(double value, boolean toZero) {
        return toZero ? value : Math.rint(value);
    }

    private static boolean isSettled(VfpState state, int integer, double value, boolean toZero) {
        return integer == value || isRounded(integer) && isRoundingPlain(state, toZero);
    }

    private static boolean isSettled(VfpState state, long integer, double value, boolean toZero) {
        return isUnsigned(integer) && integer == value || isRounded(integer) && isRoundingPlain(state, toZero);
    }

    private static boolean isUnsigned(long integer) {
        return integer >>> Integer.SIZE == 0;
    }

    /** Whether hardware has neither saturated, nor converted a NaN or a denormal that could have to be flushed: to 0. */
    private static boolean isRounded(int integer) {
        return integer << 1 != 0 && integer != Integer.MAX_VALUE;
    }

    private static boolean isRounded(long integer) {
        return isUnsigned(integer) && integer != 0;
    }

    /** Whether hardware rounds as it should, and inexactness needs no noticing any more. */
    private static boolean isRoundingPlain(VfpState state, boolean toZero) {
        int modes = toZero ? Fpscr.IXC : Fpscr.IXC | Fpscr.RMODE;
        return (state.fpscr & modes) == Fpscr.IXC;
    }

    /** Converts a register to a signed integer in a single register, in every case. */
    static void toSigned(VfpState state, Format format, int d, int m, boolean toZero) {
        long operand = format.read(state, m);
        state.single(d, (int) toInteger(state, format, operand, toZero, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** Converts a register to an unsigned integer in a single register, in every case. */
    static void toUnsigned(VfpState state, Format format, int d, int m, boolean toZero) {
        state.single(d, (int) toInteger(state, format, format.read(state, m), toZero, 0, UNSIGNED));
    }

    /** Rounds, then saturates. */
    private static long toInteger(VfpState state, Format format, long operand, boolean toZero, long low, long high) {
        long a = ExactArithmetic.flush(state, format, operand);
        if (format.isNan(a)) {
            state.raise(Fpscr.IOC);
            return 0;
        }
        if (format.isZero(a)) {
            return 0;
        }
        boolean negative = format.isNegative(a);
        if (format.isInfinite(a) || format.exponent(a) >= Integer.SIZE) {
            return saturate(state, negative ? low : high);
        }
        long fixed = Rounding.shiftRightSticky(format.significand(a), FRACTION_BITS - format.exponent(a));
        int mode = toZero ? Fpscr.TO_ZERO : state.fpscr & Fpscr.RMODE;
        long magnitude = Rounding.roundOff(fixed, FRACTION_BITS, negative, mode);
        long integer = negative ? -magnitude : magnitude;
        if (integer < low || integer > high) {
            return saturate(state, integer < low ? low : high);
        }
        if (magnitude << FRACTION_BITS != fixed) {
            state.raise(Fpscr.IXC);
        }
        return integer;
    }

    private static long saturate(VfpState state, long limit) {
        state.raise(Fpscr.IOC);
        return limit;
    }

    /** Converts an integer that fits in 33 bits to a single. */
    static void integerToSingle(VfpState state, int d, long integer) {
        float nearest = (float) integer;
        int exceptions = (long) nearest == integer ? 0 : Fpscr.IXC;
        if ((state.fpscr & Fpscr.RMODE) == Fpscr.TO_NEAREST || exceptions == 0) {
            state.raise(exceptions);
            state.single(d, Float.floatToRawIntBits(nearest));
        } else {
            long magnitude = Math.abs(integer);
            int shift = Long.numberOfLeadingZeros(magnitude) - 1;
            int exponent = Format.UNIT - shift;
            state.single(d, (int) Rounding.pack(state, Format.SINGLE, integer < 0, exponent, magnitude << shift));
        }
    }

    /** Converts a single to a double unless that takes more than hardware does. */
    static boolean settlesDouble(VfpState state, int d, float value) {
        if (Float.isNaN(value) || (state.fpscr & Fpscr.FZ) != 0) {
            return false;
        }
        state.d[d] = Double.doubleToRawLongBits(value);
        return true;
    }

    /** Converts a single register to a double, in every case. */
    static void toDouble(VfpState state, int d, int m) {
        state.d[d] = convert(state, Format.SINGLE, Format.DOUBLE, Format.SINGLE.read(state, m));
    }

    /** Converts a double register to a single, in every case. */
    static void toSingle(VfpState state, int d, int m) {
        state.single(d, (int) convert(state, Format.DOUBLE, Format.SINGLE, state.d[m]));
    }

    /** A number of one format as one of the other. */
    private static long convert(VfpState state, Format from, Format to, long operand) {
        long a = ExactArithmetic.flush(state, from, operand);
        boolean negative = from.isNegative(a);
        if (from.isNan(a)) {
            return convertNan(state, from, to, a);
        }
        if (from.isInfinite(a)) {
            return Rounding.zero(to, negative) | to.infinity;
        }
        if (from.isZero(a)) {
            return Rounding.zero(to, negative);
        }
        return Rounding.pack(state, to, negative, from.exponent(a), from.significand(a));
    }

    /** Keeps the sign and the highest bits of the payload. */
    private static long convertNan(VfpState state, Format from, Format to, long nan) {
        long quiet = ExactArithmetic.propagate(state, from, nan, nan);
        int wider = to.fractionBits - from.fractionBits;
        long fraction = quiet & (1L << from.fractionBits) - 1;
        long moved = wider > 0 ? fraction << wider : fraction >>> -wider;
        return Rounding.zero(to, from.isNegative(quiet)) | to.infinity | moved;
    }
}
