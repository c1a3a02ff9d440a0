package dev.lockstep.vfp;

/**
 * The arithmetic of IEEE 754 on bits, in integers, for both formats, all rounding modes and all operands (ARM ARM DDI 0100I C2.2 to
 * C2.5). Slow and always right: whatever hardware arithmetic does not settle ends here.
 *
 * <p>Every operation first flushes denormal operands if FZ is set, then serves NaNs, then infinities and zeros. What
 * remains is finite and not zero; it is unpacked, combined to at least the precision of the format, two more bits, and one
 * that tells whether anything lies below, and given to {@link Rounding}.
 */
final class ExactArithmetic {
    private static final long LEADING = 1L << Format.UNIT;

    /** What a step of division adds to the quotient: a remainder of 53 bits shifted by so many is still positive. */
    private static final int DIGIT_BITS = 10;

    /** Of a square root: more than the precision of a double by what rounding needs. */
    private static final int ROOT_BITS = 58;

    private ExactArithmetic() {}

    /** One element of an operation; operands that the operation does not have are not looked at. */
    static long apply(VfpState state, Format format, Operation operation, long d, long n, long m) {
        long sign = format.sign;
        return switch (operation) {
            case ADD -> add(state, format, n, m);
            case SUB -> subtract(state, format, n, m);
            case MUL -> multiply(state, format, n, m);
            case NMUL -> multiply(state, format, n, m) ^ sign;
            case MLA -> add(state, format, d, multiply(state, format, n, m));
            case MLS -> add(state, format, d, multiply(state, format, n, m) ^ sign);
            case NMLA -> add(state, format, d ^ sign, multiply(state, format, n, m) ^ sign);
            case NMLS -> add(state, format, d ^ sign, multiply(state, format, n, m));
            case DIV -> divide(state, format, n, m);
            case MOV -> m;
            case ABS -> m & ~sign;
            case NEG -> m ^ sign;
            case SQRT -> squareRoot(state, format, m);
        };
    }

    /** An operand as the operation sees it: in flush-to-zero mode without denormals. */
    static long flush(VfpState state, Format format, long operand) {
        if ((state.fpscr & Fpscr.FZ) != 0 && format.isDenormal(operand)) {
            state.raise(Fpscr.IDC);
            return operand & format.sign;
        }
        return operand;
    }

    /** The result of an operation that has none. */
    private static long invalid(VfpState state, Format format) {
        state.raise(Fpscr.IOC);
        return format.defaultNan;
    }

    /** The result of an operation of which at least one operand is a NaN: the first signalling one, else the first. */
    static long propagate(VfpState state, Format format, long a, long b) {
        boolean firstSignals = format.isSignalling(a);
        boolean secondSignals = format.isSignalling(b);
        if (firstSignals || secondSignals) {
            state.raise(Fpscr.IOC);
        }
        if ((state.fpscr & Fpscr.DN) != 0) {
            return format.defaultNan;
        }
        boolean first = firstSignals || !secondSignals && format.isNan(a);
        return format.quieted(first ? a : b);
    }

    private static boolean isEitherNan(Format format, long a, long b) {
        return format.isNan(a) || format.isNan(b);
    }

    static long add(VfpState state, Format format, long left, long right) {
        long a = flush(state, format, left);
        long b = flush(state, format, right);
        return isEitherNan(format, a, b) ? propagate(state, format, a, b) : addNumbers(state, format, a, b);
    }

    static long subtract(VfpState state, Format format, long left, long right) {
        long a = flush(state, format, left);
        long b = flush(state, format, right);
        // A NaN keeps its sign.
        return isEitherNan(format, a, b)
                ? propagate(state, format, a, b)
                : addNumbers(state, format, a, b ^ format.sign);
    }

    private static long addNumbers(VfpState state, Format format, long a, long b) {
        if (format.isInfinite(a) || format.isInfinite(b)) {
            boolean opposite = format.isInfinite(a) && format.isInfinite(b) && a != b;
            return opposite ? invalid(state, format) : format.isInfinite(a) ? a : b;
        }
        if (format.isZero(a) || format.isZero(b)) {
            if (format.isZero(a) && format.isZero(b)) {
                return a == b ? a : sumOfOpposites(state, format);
            }
            return roundSame(state, format, format.isZero(a) ? b : a);
        }
        return format.magnitude(a) >= format.magnitude(b)
                ? addFinite(state, format, a, b)
                : addFinite(state, format, b, a);
    }

    /** x − x: plus zero, but minus zero when rounding towards minus infinity. */
    private static long sumOfOpposites(VfpState state, Format format) {
        return Rounding.zero(format, (state.fpscr & Fpscr.RMODE) == Fpscr.TO_MINUS_INFINITY);
    }

    /** A finite nonzero number as a result. */
    private static long roundSame(VfpState state, Format format, long number) {
        return Rounding.pack(
                state, format, format.isNegative(number), format.exponent(number), format.significand(number));
    }

    /** The sum of two finite nonzero numbers, the larger magnitude first. */
    private static long addFinite(VfpState state, Format format, long large, long small) {
        boolean negative = format.isNegative(large);
        int exponent = format.exponent(large);
        long significand = format.significand(large);
        long addend = Rounding.shiftRightSticky(format.significand(small), exponent - format.exponent(small));
        if (negative == format.isNegative(small)) {
            long sum = significand + addend; // may reach bit 63
            return sum >= 0
                    ? Rounding.pack(state, format, negative, exponent, sum)
                    : Rounding.pack(state, format, negative, exponent + 1, Rounding.shiftRightSticky(sum, 1));
        }
        long difference = significand - addend;
        if (difference == 0) {
            return sumOfOpposites(state, format);
        }
        int shift = Long.numberOfLeadingZeros(difference) - 1;
        return Rounding.pack(state, format, negative, exponent - shift, difference << shift);
    }

    static long multiply(VfpState state, Format format, long left, long right) {
        long a = flush(state, format, left);
        long b = flush(state, format, right);
        if (isEitherNan(format, a, b)) {
            return propagate(state, format, a, b);
        }
        boolean negative = format.isNegative(a ^ b);
        boolean zero = format.isZero(a) || format.isZero(b);
        if (format.isInfinite(a) || format.isInfinite(b)) {
            return zero ? invalid(state, format) : Rounding.zero(format, negative) | format.infinity;
        }
        if (zero) {
            return Rounding.zero(format, negative);
        }
        long x = format.significand(a);
        long y = format.significand(b);
        // Two numbers of 63 bits: the product, of 125 or 126, has its leading 1 in bit 60 or 61 of the high half.
        long product = Math.multiplyHigh(x, y) << 1 | (x * y != 0 ? 1 : 0);
        int exponent = format.exponent(a) + format.exponent(b);
        return product >= LEADING
                ? Rounding.pack(state, format, negative, exponent + 1, product)
                : Rounding.pack(state, format, negative, exponent, product << 1);
    }

    static long divide(VfpState state, Format format, long left, long right) {
        long a = flush(state, format, left);
        long b = flush(state, format, right);
        if (isEitherNan(format, a, b)) {
            return propagate(state, format, a, b);
        }
        boolean negative = format.isNegative(a ^ b);
        if (format.isInfinite(a)) {
            return format.isInfinite(b) ? invalid(state, format) : Rounding.zero(format, negative) | format.infinity;
        }
        if (format.isZero(b)) {
            if (format.isZero(a)) {
                return invalid(state, format);
            }
            state.raise(Fpscr.DZC);
            return Rounding.zero(format, negative) | format.infinity;
        }
        if (format.isInfinite(b) || format.isZero(a)) {
            return Rounding.zero(format, negative);
        }
        return divideFinite(state, format, negative, a, b);
    }

    /** Long division, digit by digit. */
    private static long divideFinite(VfpState state, Format format, boolean negative, long a, long b) {
        int unused = Format.UNIT - Format.DOUBLE.fractionBits; // low bits, zero in both formats
        long dividend = format.significand(a) >>> unused;
        long divisor = format.significand(b) >>> unused;
        int exponent = format.exponent(a) - format.exponent(b);
        if (dividend < divisor) {
            dividend <<= 1;
            exponent--;
        }
        long quotient = 1;
        long remainder = dividend - divisor;
        int bits = 0;
        for (; bits + DIGIT_BITS < Format.UNIT; bits += DIGIT_BITS) {
            remainder <<= DIGIT_BITS;
            quotient = quotient << DIGIT_BITS | remainder / divisor;
            remainder %= divisor;
        }
        long significand = quotient << Format.UNIT - bits | (remainder != 0 ? 1 : 0);
        return Rounding.pack(state, format, negative, exponent, significand);
    }

    static long squareRoot(VfpState state, Format format, long operand) {
        long a = flush(state, format, operand);
        if (format.isNan(a)) {
            return propagate(state, format, a, a);
        }
        if (format.isZero(a)) {
            return a;
        }
        if (format.isNegative(a)) {
            return invalid(state, format);
        }
        return format.isInfinite(a) ? a : squareRootOfFinite(state, format, a);
    }

    /** Bit by bit: with each bit of the root, two of the radicand enter. */
    private static long squareRootOfFinite(VfpState state, Format format, long a) {
        int exponent = format.exponent(a);
        // Of an even exponent the first pair of bits is 01, of an odd one 1x.
        long radicand = format.significand(a) << (exponent & 1);
        long root = 0;
        long remainder = 0;
        for (int bit = 0; bit < ROOT_BITS; bit++) {
            remainder = remainder << 2 | radicand >>> Format.UNIT;
            radicand <<= 2;
            long trial = root << 2 | 1;
            root <<= 1;
            if (remainder >= trial) {
                remainder -= trial;
                root |= 1;
            }
        }
        long significand = root << Format.UNIT - (ROOT_BITS - 1) | (remainder != 0 ? 1 : 0);
        return Rounding.pack(state, format, false, exponent >> 1, significand);
    }
}
