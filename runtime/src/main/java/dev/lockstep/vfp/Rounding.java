package dev.lockstep.vfp;

/** Rounds unpacked numbers to a format or to an integer, as the FPSCR says, and raises what that raises. */
final class Rounding {
    private Rounding() {}

    /** Shifts right by 0 or more bits; the lowest bit of the result tells whether any 1 was lost. */
    static long shiftRightSticky(long value, int bits) {
        if (bits >= Long.SIZE) {
            return value != 0 ? 1 : 0;
        }
        long kept = value >>> bits;
        return kept << bits == value ? kept : kept | 1;
    }

    /** The sign and the shape of zero. */
    static long zero(Format format, boolean negative) {
        return negative ? format.sign : 0;
    }

    /**
     * Packs ±significand·2^(exponent − 62).
     *
     * @param significand with its leading 1 in bit 62 and, in the lowest bit, whether anything lies below
     */
    static long pack(VfpState state, Format format, boolean negative, int exponent, long significand) {
        int stored = exponent + format.bias;
        boolean tiny = stored <= 0; // before rounding
        if (tiny && (state.fpscr & Fpscr.FZ) != 0) {
            state.raise(Fpscr.UFC);
            return zero(format, negative);
        }
        int mode = state.fpscr & Fpscr.RMODE;
        long aligned = tiny ? shiftRightSticky(significand, 1 - stored) : significand;
        int dropped = Format.UNIT - format.fractionBits;
        long rounded = roundOff(aligned, dropped, negative, mode);
        // The leading 1 of a normal number, or the carry out of a rounded one, adds to the exponent.
        long magnitude = ((long) Math.max(stored - 1, 0) << format.fractionBits) + rounded;
        if (stored > 0 && (stored > 2 * format.bias || magnitude >= format.infinity)) {
            state.raise(Fpscr.OFC | Fpscr.IXC);
            magnitude = isAwayFromZero(negative, mode) ? format.infinity : format.infinity - 1;
        } else if ((aligned & (1L << dropped) - 1) != 0) {
            state.raise(tiny ? Fpscr.UFC | Fpscr.IXC : Fpscr.IXC);
        }
        return zero(format, negative) | magnitude;
    }

    private static boolean isAwayFromZero(boolean negative, int mode) {
        return mode == Fpscr.TO_NEAREST || mode == (negative ? Fpscr.TO_MINUS_INFINITY : Fpscr.TO_PLUS_INFINITY);
    }

    /** A magnitude below 2^63 without its lowest bits, 1 to 62, rounded. */
    static long roundOff(long magnitude, int bits, boolean negative, int mode) {
        long half = 1L << bits - 1;
        long lost = magnitude & (half << 1) - 1;
        long kept = magnitude >>> bits;
        if (mode == Fpscr.TO_NEAREST) {
            return lost > half || lost == half && (kept & 1) != 0 ? kept + 1 : kept;
        }
        return lost != 0 && isAwayFromZero(negative, mode) ? kept + 1 : kept;
    }
}
