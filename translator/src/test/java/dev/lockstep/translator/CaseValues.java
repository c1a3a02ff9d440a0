package dev.lockstep.translator;

import dev.lockstep.vfp.Fpscr;
import java.util.random.RandomGenerator;

/** Draws what registers, memory and status registers hold: any value, and often one at which results change their nature. */
final class CaseValues {
    /** Bits that qemu keeps, against VFPv2: alternative half-precision, and the stickiness of Neon's saturation. */
    static final int FOREIGN_TO_FPSCR = 3 << 26;

    private static final int[] INTEGERS = {
        0,
        1,
        2,
        -1,
        -2,
        0x80000000,
        0x80000001,
        0x7fffffff,
        0x7ffffffe,
        0x40000000,
        0xc0000000,
        0x8000,
        0x7fff,
        0xffff,
        0x10000,
        0xffff0000,
        0xffff8000,
        0x80008000,
        0x7fff7fff,
        0x80007fff,
        0x7fff8000,
        0x80,
        0x7f,
        0xff,
        0x100,
        0x80808080,
        0x7f7f7f7f,
        0xff00ff00,
        0x00ff00ff,
        0x01010101
    };

    /** Numbers, without their signs. */
    private static final long[] DOUBLES = {
        0L,
        1L,
        0x0008_0000_0000_0000L,
        0x000f_ffff_ffff_ffffL,
        0x0010_0000_0000_0000L,
        0x7fef_ffff_ffff_ffffL,
        0x7ff0_0000_0000_0000L,
        0x7ff0_0000_0000_0001L,
        0x7ff4_0000_2000_0000L,
        0x7ff8_0000_0000_0000L,
        0x7ff8_0000_4000_0001L,
        0x3ff0_0000_0000_0000L,
        0x3ff0_0000_1000_0000L,
        0x3fe0_0000_0000_0000L,
        0x4004_0000_0000_0000L,
        0x41e0_0000_0000_0000L,
        0x41df_ffff_ffe0_0000L,
        0x41f0_0000_0000_0000L,
        0x41ef_ffff_fff0_0000L,
        0x47ef_ffff_e000_0000L,
        0x47ef_ffff_f000_0000L,
        0x3810_0000_0000_0000L,
        0x380f_ffff_ffff_ffffL,
        0x36a0_0000_0000_0000L,
        0x3690_0000_0000_0000L
    };

    private static final int[] SINGLES = {
        0, 1, 0x0040_0000, 0x007f_ffff, 0x0080_0000, 0x7f7f_ffff, 0x7f80_0000, 0x7f80_0001, 0x7fa0_0000, 0x7fc0_0000,
        0x7fc0_0123, 0x3f80_0000, 0x3f80_0001, 0x3f00_0000, 0x4020_0000, 0x4f00_0000, 0x4eff_ffff, 0x4f80_0000,
        0x4f7f_ffff, 0x4b80_0000, 0x2000_0000, 0x5f80_0000
    };

    private final RandomGenerator random;

    CaseValues(RandomGenerator random) {
        this.random = random;
    }

    int integer() {
        int kind = random.nextInt(10);
        if (kind < 5) {
            return random.nextInt();
        }
        return kind < 9 ? INTEGERS[random.nextInt(INTEGERS.length)] : random.nextInt(-40, 40);
    }

    /** The VFP registers: doubles, pairs of singles, integers, or some of each. */
    void fill(long... registers) {
        int kind = random.nextInt(4);
        for (int number = 0; number < registers.length; number++) {
            registers[number] =
                    switch (kind == 3 ? random.nextInt(3) : kind) {
                        case 0 -> doubleBits();
                        case 1 -> pair(singleBits(), singleBits());
                        default -> pair(integer(), integer());
                    };
        }
    }

    private static long pair(int low, int high) {
        return (long) high << Integer.SIZE | low & 0xffff_ffffL;
    }

    private long doubleBits() {
        int kind = random.nextInt(4);
        if (kind == 0) {
            return DOUBLES[random.nextInt(DOUBLES.length)] | random.nextLong() & Long.MIN_VALUE;
        }
        long bits = random.nextLong();
        // Exponents around 1, so that sums and products meet; sometimes few bits, so that results are exact or halfway.
        long near = kind == 1 ? bits : bits & 0x800f_ffff_ffff_ffffL | (long) random.nextInt(1023 - 40, 1023 + 40) << 52;
        return kind == 3 ? near & -1L << random.nextInt(53) : near;
    }

    private int singleBits() {
        int kind = random.nextInt(4);
        if (kind == 0) {
            return SINGLES[random.nextInt(SINGLES.length)] | random.nextInt() & Integer.MIN_VALUE;
        }
        int bits = random.nextInt();
        int near = kind == 1 ? bits : bits & 0x807f_ffff | random.nextInt(127 - 34, 127 + 34) << 23;
        return kind == 3 ? near & -1 << random.nextInt(24) : near;
    }

    /** Any FPSCR; half of them round to nearest and flush nothing, most work on scalars. */
    int fpscr() {
        int any = random.nextInt() & ~FOREIGN_TO_FPSCR & Fpscr.WRITABLE | random.nextInt() & Fpscr.DN;
        int scalar = random.nextInt(5) == 0 ? any : any & ~(Fpscr.LEN | Fpscr.STRIDE);
        return random.nextBoolean() ? scalar : scalar & ~(Fpscr.RMODE | Fpscr.FZ);
    }
}
