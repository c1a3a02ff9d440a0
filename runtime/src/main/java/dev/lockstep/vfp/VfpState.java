package dev.lockstep.vfp;

import java.util.Arrays;

/**
 * The registers of a VFP11: 16 doubles that are also 32 singles, and the status register. The single s(2n) is the low half
 * of d(n), s(2n+1) the high half (ARM ARM DDI 0100I C2.6).
 */
public final class VfpState {
    /** What FPSID reads as on the ARM1176JZF-S: implementer ARM, VFPv2, part 0x20, variant 0xb, revision 5. */
    public static final int FPSID = 0x410120b5;

    private static final long LOW_HALF = 0xffff_ffffL;

    /** The bits of d0 to d15. */
    public final long[] d = new long[16];

    /** The status register, made of the fields in {@link Fpscr}. Has no bit outside of {@link Fpscr#WRITABLE}. */
    public int fpscr;

    /** Registers and status after reset: all zero. */
    public VfpState() {}

    /** The bits of the single register {@code n}, 0 to 31. */
    public int single(int n) {
        return (int) (d[n >> 1] >>> (n << 5)); // only the lowest 6 bits of a shift count: 0 or 32
    }

    /** Sets the single register {@code n}, 0 to 31. */
    public void single(int n, int bits) {
        d[n >> 1] ^= ((bits ^ single(n)) & LOW_HALF) << (n << 5);
    }

    /** Writes the FPSCR as VMSR does: bits that hold nothing become zero. */
    public void writeFpscr(int value) {
        fpscr = value & Fpscr.WRITABLE;
    }

    /** Whether registers and status are as after reset. */
    public boolean isReset() {
        long bits = fpscr;
        for (long register : d) {
            bits |= register;
        }
        return bits == 0;
    }

    /** Makes registers and status zero. */
    public void reset() {
        Arrays.fill(d, 0);
        fpscr = 0;
    }

    /** Another one that is equal to this. */
    public VfpState copy() {
        VfpState copy = new VfpState();
        copy.copyFrom(this);
        return copy;
    }

    /** Makes this state equal to another. */
    public void copyFrom(VfpState other) {
        System.arraycopy(other.d, 0, d, 0, d.length);
        fpscr = other.fpscr;
    }

    /** The value of a single register, if it is no NaN. */
    float f32(int n) {
        return Float.intBitsToFloat(single(n));
    }

    /** The value of a double register, if it is no NaN. */
    double f64(int n) {
        return Double.longBitsToDouble(d[n]);
    }

    /** Whether scalars are rounded to nearest, nothing is flushed, and inexactness needs no noticing any more. */
    boolean isPlain() {
        return (fpscr & (Fpscr.RMODE | Fpscr.FZ | Fpscr.LEN | Fpscr.IXC)) == Fpscr.IXC;
    }

    /** Whether operations work on scalars whatever their registers. */
    boolean isScalar() {
        return (fpscr & Fpscr.LEN) == 0;
    }

    /** Sets N, Z, C and V. */
    void flags(int nzcv) {
        fpscr = fpscr & ~Fpscr.NZCV | nzcv;
    }

    /** Sets cumulative exception bits. */
    void raise(int exceptions) {
        fpscr |= exceptions;
    }
}
