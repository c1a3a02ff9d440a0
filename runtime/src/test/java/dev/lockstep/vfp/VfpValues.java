package dev.lockstep.vfp;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Draws numbers that are worth computing with: on and beside every boundary of formats and integers, and any. */
final class VfpValues {
    private static final long[] DOUBLES = withBothSigns(
            Long.MIN_VALUE,
            LongStream.concat(
                            LongStream.of(
                                    0L,
                                    1L,
                                    2L,
                                    0x0008_0000_0000_0000L,
                                    0x000f_ffff_ffff_ffffL,
                                    0x7ff0_0000_0000_0000L,
                                    0x7ff0_0000_0000_0001L,
                                    0x7ff7_ffff_ffff_ffffL,
                                    0x7ff4_0000_2000_0000L,
                                    0x7ff8_0000_0000_0000L,
                                    0x7ff8_0000_4000_0001L,
                                    0x7fff_ffff_ffff_ffffL,
                                    0x7fef_ffff_ffff_fffeL),
                            LongStream.of(Format.DOUBLE.infinity - 1))
                    .toArray(),
            boundaryDoubles());

    private static final long[] SINGLES = withBothSigns(
            0x8000_0000L,
            new long[] {
                0,
                1,
                2,
                0x0040_0000,
                0x007f_ffff,
                0x7f80_0000,
                0x7f80_0001,
                0x7fbf_ffff,
                0x7fa0_0000,
                0x7fc0_0000,
                0x7fc0_0123,
                0x7fff_ffff,
                0x7f7f_fffe,
                0x7f7f_ffff
            },
            boundarySingles());

    private static final int[] INTEGERS = {
        0,
        1,
        -1,
        2,
        3,
        0x7fff_ffff,
        0x8000_0000,
        0x8000_0001,
        0xffff_fffe,
        0x00ff_ffff,
        0x0100_0000,
        0x0100_0001,
        0x0100_0002,
        0x0100_0003,
        0x7fff_ff80,
        0x7fff_ffbf,
        0x7fff_ffc0,
        0x7fff_ffc1,
        0xffff_ff7f,
        0xffff_ff80,
        0xffff_ff81
    };

    private final SplittableRandom random;

    VfpValues(SplittableRandom random) {
        this.random = random;
    }

    /** The bits of every special double. */
    static long[] doubles() {
        return DOUBLES.clone();
    }

    /** The bits of every special single. */
    static long[] singles() {
        return SINGLES.clone();
    }

    private static long[] boundaryDoubles() {
        double[] values = {
            1,
            1.5,
            0.5,
            2.5,
            3,
            0x1p-1022,
            0x1p-1021,
            0x1p-511,
            0x1p-537,
            0x1p511,
            0x1p1023,
            0x1p31,
            0x1p31 - 0.5,
            0x1p31 - 1,
            0x1p32,
            0x1p32 - 0.5,
            0x1p32 - 1,
            0x1p52 + 0.5,
            0x1p53,
            0x1p-53,
            Float.MAX_VALUE,
            0x1.ffffffp127,
            Float.MIN_NORMAL,
            0x1.ffffffp-127,
            0x1p-149,
            0x1p-150,
            1 + 0x1p-24
        };
        return besides(
                Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray());
    }

    private static long[] boundarySingles() {
        float[] values = {
            1, 1.5f, 0.5f, 2.5f, 3, 0x1p-126f, 0x1p-125f, 0x1p-63f, 0x1p-75f, 0x1p63f, 0x1p127f, 0x1p31f, 0x1p32f,
            0x1p23f, 0x1p22f, 0x1p24f, 0x1p-24f
        };
        long[] bits = new long[values.length];
        for (int index = 0; index < bits.length; index++) {
            bits[index] = Float.floatToRawIntBits(values[index]);
        }
        return besides(bits);
    }

    /** Values, and their neighbours on either side. */
    private static long[] besides(long... values) {
        return LongStream.of(values)
                .flatMap(value -> LongStream.rangeClosed(value - 1, value + 1))
                .toArray();
    }

    private static long[] withBothSigns(long sign, long[] some, long[] others) {
        return LongStream.concat(LongStream.of(some), LongStream.of(others))
                .distinct()
                .flatMap(value -> LongStream.of(value, value | sign))
                .toArray();
    }

    /** The bits of a double. */
    long nextDouble() {
        return random.nextInt(10) < 3 ? DOUBLES[random.nextInt(DOUBLES.length)] : next(Format.DOUBLE);
    }

    /** The bits of a single, in the lower half. */
    long nextSingle() {
        return random.nextInt(10) < 3 ? SINGLES[random.nextInt(SINGLES.length)] : next(Format.SINGLE);
    }

    /** Any integer. */
    int nextInteger() {
        return switch (random.nextInt(4)) {
            case 0 -> INTEGERS[random.nextInt(INTEGERS.length)];
            case 1 -> random.nextInt() >> random.nextInt(Integer.SIZE);
            case 2 -> random.nextInt() >>> random.nextInt(Integer.SIZE);
            default -> random.nextInt();
        };
    }

    private long next(Format format) {
        long mask = format.sign << 1;
        long bits = mask == 0 ? random.nextLong() : random.nextLong() & mask - 1;
        long fraction = bits & (1L << format.fractionBits) - 1;
        if (random.nextBoolean()) { // few significant bits: exact results, and halfway cases
            fraction &= -1L << random.nextInt(format.fractionBits + 1);
        }
        int spread = random.nextInt(-3, 4);
        int stored =
                switch (random.nextInt(8)) {
                    case 0 -> (int) ((bits & format.infinity) >>> format.fractionBits);
                    case 1 -> format.bias + random.nextInt(-format.fractionBits - 3, format.fractionBits + 4);
                    case 2 -> format.bias / 2 + spread; // squares are close to underflow
                    case 3 -> format.bias * 3 / 2 + spread; // squares are close to overflow
                    case 4 -> format.bias / 2 - format.fractionBits / 2 + spread;
                    case 5 -> random.nextInt(4);
                    case 6 -> format.bias + random.nextInt(Integer.SIZE + 2);
                    default -> format.bias + spread;
                };
        return bits & format.sign | (long) stored << format.fractionBits | fraction;
    }
}
