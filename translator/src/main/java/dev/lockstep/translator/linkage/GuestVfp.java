package dev.lockstep.translator.linkage;

import dev.lockstep.vfp.VfpState;

/**
 * The VFP registers for translated code, the value first as it lies on the stack. Short enough to be inlined always.
 */
public final class GuestVfp {
    private GuestVfp() {}

    /** The bits of a single-precision register, 0 to 31. */
    public static int single(VfpState vfp, int number) {
        return vfp.single(number);
    }

    public static void setSingle(int bits, VfpState vfp, int number) {
        vfp.single(number, bits);
    }

    /** Sets the bits of a double-precision register, 0 to 15. */
    public static void setDouble(long bits, VfpState vfp, int number) {
        vfp.d[number] = bits;
    }
}
