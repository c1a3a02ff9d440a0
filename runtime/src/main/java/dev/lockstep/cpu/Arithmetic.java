package dev.lockstep.cpu;

/**
 * What single instructions compute, as functions over values: saturation, extension, packing, and the accumulating
 * multiplies. Those that may saturate or overflow set Q of the processor given. Shared by interpreter and translated code.
 */
public final class Arithmetic {
    private Arithmetic() {}

    /** Carry out of {@code a + b + carry-in}, given that sum: 0 or 1. */
    public static int carryOut(int a, int b, int sum) {
        return (a & b | (a | b) & ~sum) >>> 31;
    }

    /** A value whose sign bit is the signed overflow of {@code a + b + carry-in}, given that sum. */
    public static int overflow(int a, int b, int sum) {
        return (a ^ sum) & (b ^ sum);
    }

    /** Saturates to 32 bits. */
    private static int saturate(CpuState cpu, long value) {
        if (value == (int) value) {
            return (int) value;
        }
        cpu.q = 1;
        return value < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }

    public static int qadd(CpuState cpu, int m, int n) {
        return saturate(cpu, (long) m + n);
    }

    public static int qsub(CpuState cpu, int m, int n) {
        return saturate(cpu, (long) m - n);
    }

    public static int qdadd(CpuState cpu, int m, int n) {
        return saturate(cpu, (long) m + saturate(cpu, 2L * n));
    }

    public static int qdsub(CpuState cpu, int m, int n) {
        return saturate(cpu, (long) m - saturate(cpu, 2L * n));
    }

    /** Saturates to a signed number of {@code bits} bits, 1 to 32. */
    public static int ssat(CpuState cpu, int value, int bits) {
        int limit = (int) ((1L << bits - 1) - 1);
        return clamp(cpu, value, ~limit, limit);
    }

    /** Saturates to an unsigned number of {@code bits} bits, 0 to 31. */
    public static int usat(CpuState cpu, int value, int bits) {
        return clamp(cpu, value, 0, (1 << bits) - 1);
    }

    public static int ssat16(CpuState cpu, int value, int bits) {
        return pack(ssat(cpu, (short) value, bits), ssat(cpu, value >> 16, bits));
    }

    public static int usat16(CpuState cpu, int value, int bits) {
        return pack(usat(cpu, (short) value, bits), usat(cpu, value >> 16, bits));
    }

    private static int clamp(CpuState cpu, int value, int low, int high) {
        if (value >= low && value <= high) {
            return value;
        }
        cpu.q = 1;
        return value < low ? low : high;
    }

    /** Each byte from {@code n} where its GE bit is set, else from {@code m}. */
    public static int sel(CpuState cpu, int n, int m) {
        // Spread the four GE bits to the low bits of four bytes, then to whole bytes.
        int mask = (cpu.ge * 0x00204081 & 0x01010101) * 0xff;
        return n & mask | m & ~mask;
    }

    public static int pkhbt(int n, int shifted) {
        return n & 0xffff | shifted & 0xffff0000;
    }

    public static int pkhtb(int n, int shifted) {
        return n & 0xffff0000 | shifted & 0xffff;
    }

    public static int sxtb16(int value) {
        return pack((byte) value, (byte) (value >> 16));
    }

    public static int uxtb16(int value) {
        return value & 0x00ff00ff;
    }

    /** Adds the halfwords of {@code extended} to those of {@code n}, each modulo 2^16. */
    public static int addHalves(int n, int extended) {
        return pack(n + extended, (n >>> 16) + (extended >>> 16));
    }

    public static int rev16(int value) {
        return value >>> 8 & 0x00ff00ff | (value & 0x00ff00ff) << 8;
    }

    public static int revsh(int value) {
        return (byte) value << 8 | value >>> 8 & 0xff;
    }

    /** The sum of the absolute differences of the four bytes. */
    public static int usad8(int m, int s) {
        int sum = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            sum += Math.abs((m >>> shift & 0xff) - (s >>> shift & 0xff));
        }
        return sum;
    }

    /** The low 32 bits of an exact sum; sets Q when it does not fit. */
    public static int accumulate(CpuState cpu, long sum) {
        if (sum != (int) sum) {
            cpu.q = 1;
        }
        return (int) sum;
    }

    /** Bottom times bottom plus top times top. */
    public static long dualSum(int m, int s) {
        return (short) m * (long) (short) s + (m >> 16) * (long) (s >> 16);
    }

    /** Bottom times bottom minus top times top. */
    public static long dualDifference(int m, int s) {
        return (short) m * (long) (short) s - (m >> 16) * (long) (s >> 16);
    }

    /** The top 32 of the 48 bits of a word times a halfword. */
    public static long wide(int m, int half) {
        return (long) m * half >> 16;
    }

    public static int smmul(int m, int s, long rounding) {
        return (int) ((long) m * s + rounding >> 32);
    }

    public static int smmla(int m, int s, int n, long rounding) {
        return (int) (((long) n << 32) + (long) m * s + rounding >> 32);
    }

    public static int smmls(int m, int s, int n, long rounding) {
        return (int) (((long) n << 32) - (long) m * s + rounding >> 32);
    }

    public static long unsignedProduct(int m, int s) {
        return (m & 0xffffffffL) * (s & 0xffffffffL);
    }

    public static long umaal(int m, int s, int high, int low) {
        return unsignedProduct(m, s) + (high & 0xffffffffL) + (low & 0xffffffffL);
    }

    /** A doubleword from its halves. */
    public static long join(int high, int low) {
        return (long) high << 32 | low & 0xffffffffL;
    }

    /** A word from two halfwords, of which the low 16 bits count. */
    static int pack(int low, int high) {
        return high << 16 | low & 0xffff;
    }
}
