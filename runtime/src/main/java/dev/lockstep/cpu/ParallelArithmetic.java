package dev.lockstep.cpu;

import static dev.lockstep.cpu.Arithmetic.pack;

/**
 * The parallel additions and subtractions (ARM ARM A3.6.1 to A3.6.2): two halfwords or four bytes at once.
 *
 * <p>The prefix says what becomes of a lane's exact result: S and U keep its low bits and set GE by sign, carry or
 * borrow; Q and UQ saturate; SH and UH halve. ASX adds in the top lane and subtracts in the bottom one, with the
 * halfwords of the second operand exchanged; SAX the other way round. All have one shape, (processor, Rn, Rm) -> Rd.
 */
public final class ParallelArithmetic {
    private ParallelArithmetic() {}

    public static int sadd16(CpuState cpu, int n, int m) {
        int low = (short) n + (short) m;
        int high = (n >> 16) + (m >> 16);
        cpu.ge = ge16(low >= 0, high >= 0);
        return pack(low, high);
    }

    public static int sasx(CpuState cpu, int n, int m) {
        int low = (short) n - (m >> 16);
        int high = (n >> 16) + (short) m;
        cpu.ge = ge16(low >= 0, high >= 0);
        return pack(low, high);
    }

    public static int ssax(CpuState cpu, int n, int m) {
        int low = (short) n + (m >> 16);
        int high = (n >> 16) - (short) m;
        cpu.ge = ge16(low >= 0, high >= 0);
        return pack(low, high);
    }

    public static int ssub16(CpuState cpu, int n, int m) {
        int low = (short) n - (short) m;
        int high = (n >> 16) - (m >> 16);
        cpu.ge = ge16(low >= 0, high >= 0);
        return pack(low, high);
    }

    public static int sadd8(CpuState cpu, int n, int m) {
        int result = 0;
        int ge = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (byte) (n >> shift) + (byte) (m >> shift);
            ge |= lane >= 0 ? 1 << shift / 8 : 0;
            result |= (lane & 0xff) << shift;
        }
        cpu.ge = ge;
        return result;
    }

    public static int ssub8(CpuState cpu, int n, int m) {
        int result = 0;
        int ge = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (byte) (n >> shift) - (byte) (m >> shift);
            ge |= lane >= 0 ? 1 << shift / 8 : 0;
            result |= (lane & 0xff) << shift;
        }
        cpu.ge = ge;
        return result;
    }

    public static int qadd16(CpuState cpu, int n, int m) {
        int low = (short) n + (short) m;
        int high = (n >> 16) + (m >> 16);
        return pack(signed(low, 16), signed(high, 16));
    }

    public static int qasx(CpuState cpu, int n, int m) {
        int low = (short) n - (m >> 16);
        int high = (n >> 16) + (short) m;
        return pack(signed(low, 16), signed(high, 16));
    }

    public static int qsax(CpuState cpu, int n, int m) {
        int low = (short) n + (m >> 16);
        int high = (n >> 16) - (short) m;
        return pack(signed(low, 16), signed(high, 16));
    }

    public static int qsub16(CpuState cpu, int n, int m) {
        int low = (short) n - (short) m;
        int high = (n >> 16) - (m >> 16);
        return pack(signed(low, 16), signed(high, 16));
    }

    public static int qadd8(CpuState cpu, int n, int m) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (byte) (n >> shift) + (byte) (m >> shift);
            result |= (signed(lane, 8) & 0xff) << shift;
        }
        return result;
    }

    public static int qsub8(CpuState cpu, int n, int m) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (byte) (n >> shift) - (byte) (m >> shift);
            result |= (signed(lane, 8) & 0xff) << shift;
        }
        return result;
    }

    public static int shadd16(CpuState cpu, int n, int m) {
        int low = (short) n + (short) m;
        int high = (n >> 16) + (m >> 16);
        return pack(low >> 1, high >> 1);
    }

    public static int shasx(CpuState cpu, int n, int m) {
        int low = (short) n - (m >> 16);
        int high = (n >> 16) + (short) m;
        return pack(low >> 1, high >> 1);
    }

    public static int shsax(CpuState cpu, int n, int m) {
        int low = (short) n + (m >> 16);
        int high = (n >> 16) - (short) m;
        return pack(low >> 1, high >> 1);
    }

    public static int shsub16(CpuState cpu, int n, int m) {
        int low = (short) n - (short) m;
        int high = (n >> 16) - (m >> 16);
        return pack(low >> 1, high >> 1);
    }

    public static int shadd8(CpuState cpu, int n, int m) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (byte) (n >> shift) + (byte) (m >> shift);
            result |= (lane >> 1 & 0xff) << shift;
        }
        return result;
    }

    public static int shsub8(CpuState cpu, int n, int m) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (byte) (n >> shift) - (byte) (m >> shift);
            result |= (lane >> 1 & 0xff) << shift;
        }
        return result;
    }

    public static int uadd16(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) + (m & 0xffff);
        int high = (n >>> 16) + (m >>> 16);
        cpu.ge = ge16(low > 0xffff, high > 0xffff);
        return pack(low, high);
    }

    public static int uasx(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) - (m >>> 16);
        int high = (n >>> 16) + (m & 0xffff);
        cpu.ge = ge16(low >= 0, high > 0xffff);
        return pack(low, high);
    }

    public static int usax(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) + (m >>> 16);
        int high = (n >>> 16) - (m & 0xffff);
        cpu.ge = ge16(low > 0xffff, high >= 0);
        return pack(low, high);
    }

    public static int usub16(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) - (m & 0xffff);
        int high = (n >>> 16) - (m >>> 16);
        cpu.ge = ge16(low >= 0, high >= 0);
        return pack(low, high);
    }

    public static int uadd8(CpuState cpu, int n, int m) {
        int result = 0;
        int ge = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (n >>> shift & 0xff) + (m >>> shift & 0xff);
            ge |= lane > 0xff ? 1 << shift / 8 : 0;
            result |= (lane & 0xff) << shift;
        }
        cpu.ge = ge;
        return result;
    }

    public static int usub8(CpuState cpu, int n, int m) {
        int result = 0;
        int ge = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (n >>> shift & 0xff) - (m >>> shift & 0xff);
            ge |= lane >= 0 ? 1 << shift / 8 : 0;
            result |= (lane & 0xff) << shift;
        }
        cpu.ge = ge;
        return result;
    }

    public static int uqadd16(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) + (m & 0xffff);
        int high = (n >>> 16) + (m >>> 16);
        return pack(unsigned(low, 16), unsigned(high, 16));
    }

    public static int uqasx(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) - (m >>> 16);
        int high = (n >>> 16) + (m & 0xffff);
        return pack(unsigned(low, 16), unsigned(high, 16));
    }

    public static int uqsax(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) + (m >>> 16);
        int high = (n >>> 16) - (m & 0xffff);
        return pack(unsigned(low, 16), unsigned(high, 16));
    }

    public static int uqsub16(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) - (m & 0xffff);
        int high = (n >>> 16) - (m >>> 16);
        return pack(unsigned(low, 16), unsigned(high, 16));
    }

    public static int uqadd8(CpuState cpu, int n, int m) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (n >>> shift & 0xff) + (m >>> shift & 0xff);
            result |= (unsigned(lane, 8) & 0xff) << shift;
        }
        return result;
    }

    public static int uqsub8(CpuState cpu, int n, int m) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (n >>> shift & 0xff) - (m >>> shift & 0xff);
            result |= (unsigned(lane, 8) & 0xff) << shift;
        }
        return result;
    }

    public static int uhadd16(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) + (m & 0xffff);
        int high = (n >>> 16) + (m >>> 16);
        return pack(low >> 1, high >> 1);
    }

    public static int uhasx(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) - (m >>> 16);
        int high = (n >>> 16) + (m & 0xffff);
        return pack(low >> 1, high >> 1);
    }

    public static int uhsax(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) + (m >>> 16);
        int high = (n >>> 16) - (m & 0xffff);
        return pack(low >> 1, high >> 1);
    }

    public static int uhsub16(CpuState cpu, int n, int m) {
        int low = (n & 0xffff) - (m & 0xffff);
        int high = (n >>> 16) - (m >>> 16);
        return pack(low >> 1, high >> 1);
    }

    public static int uhadd8(CpuState cpu, int n, int m) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (n >>> shift & 0xff) + (m >>> shift & 0xff);
            result |= (lane >> 1 & 0xff) << shift;
        }
        return result;
    }

    public static int uhsub8(CpuState cpu, int n, int m) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int lane = (n >>> shift & 0xff) - (m >>> shift & 0xff);
            result |= (lane >> 1 & 0xff) << shift;
        }
        return result;
    }

    private static int ge16(boolean low, boolean high) {
        return (low ? 0b0011 : 0) | (high ? 0b1100 : 0);
    }

    private static int signed(int value, int bits) {
        int limit = (1 << bits - 1) - 1;
        return Math.max(~limit, Math.min(limit, value));
    }

    private static int unsigned(int value, int bits) {
        return Math.max(0, Math.min((1 << bits) - 1, value));
    }
}
