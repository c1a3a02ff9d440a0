package dev.lockstep.vfp;

/**
 * The shape of single and double numbers. Numbers are handed around as longs that hold the bits of either format in their
 * lowest bits. Unpacked, a finite nonzero number is a sign, an exponent e and a significand f with its leading 1 in bit
 * {@value #UNIT}, and means ±f·2^(e − {@value #UNIT}); denormals too.
 */
enum Format {
    SINGLE(8, 23, 8),
    DOUBLE(11, 52, 4);

    /** The bit of an unpacked significand that is worth 2^exponent. */
    static final int UNIT = 62;

    /** Width of the stored fraction, bits. */
    final int fractionBits;

    /** The largest exponent of a finite number; what is added to exponents that are stored. */
    final int bias;

    /** Registers in a bank of short vectors. */
    final int bank;

    /** The sign. */
    final long sign;

    /** Plus infinity, which is also the mask of the exponent. */
    final long infinity;

    /** The default NaN: positive and quiet. */
    final long defaultNan;

    private final long quiet;

    Format(int exponentBits, int fractionBits, int bank) {
        this.fractionBits = fractionBits;
        this.bank = bank;
        bias = (1 << exponentBits - 1) - 1;
        sign = 1L << exponentBits + fractionBits;
        infinity = (1L << exponentBits) - 1 << fractionBits;
        quiet = 1L << fractionBits - 1;
        defaultNan = infinity | quiet;
    }

    long magnitude(long bits) {
        return bits & sign - 1;
    }

    boolean isNegative(long bits) {
        return (bits & sign) != 0;
    }

    boolean isNan(long bits) {
        return magnitude(bits) > infinity;
    }

    boolean isSignalling(long bits) {
        return isNan(bits) && (bits & quiet) == 0;
    }

    long quieted(long nan) {
        return nan | quiet;
    }

    boolean isInfinite(long bits) {
        return magnitude(bits) == infinity;
    }

    boolean isZero(long bits) {
        return magnitude(bits) == 0;
    }

    boolean isDenormal(long bits) {
        return (bits & infinity) == 0 && !isZero(bits);
    }

    /** The exponent of a finite nonzero number, unpacked. */
    int exponent(long bits) {
        int stored = (int) (magnitude(bits) >>> fractionBits);
        return stored > 0
                ? stored - bias
                : Long.SIZE - Long.numberOfLeadingZeros(magnitude(bits)) - fractionBits - bias;
    }

    /** The significand of a finite nonzero number, unpacked. */
    long significand(long bits) {
        long fraction = bits & (1L << fractionBits) - 1;
        if ((bits & infinity) == 0) {
            return fraction << Long.numberOfLeadingZeros(fraction) - 1;
        }
        return (fraction | 1L << fractionBits) << UNIT - fractionBits;
    }

    /** The bits of a register. */
    long read(VfpState state, int register) {
        return this == SINGLE ? state.single(register) & 0xffff_ffffL : state.d[register];
    }

    /** Sets a register. */
    void write(VfpState state, int register, long bits) {
        if (this == SINGLE) {
            state.single(register, (int) bits);
        } else {
            state.d[register] = bits;
        }
    }
}
