package dev.lockstep.vfp;

/**
 * Operations in general: on scalars and on short vectors, settled by hardware if possible and else by
 * {@link ExactArithmetic}. The registers of a vector follow each other in steps of STRIDE and wrap within their bank, which
 * is 8 singles or 4 doubles (ARM ARM DDI 0100I C5, addressing modes 1 to 4). With d in bank 0 the operation is scalar; with m in bank 0, m is a scalar.
 *
 * <p>UNPREDICTABLE settings do what qemu 7.2 makes of them: vectors that do not fit in a bank go round again, and the codes
 * of STRIDE that mean nothing, 1 and 2, are steps of 2 and 3 singles or of 1 and 2 doubles.
 */
final class ShortVectors {
    private ShortVectors() {}

    /** An operation on singles. */
    static void singles(VfpState state, Operation operation, int d, int n, int m) {
        if (NearestSingle.settles(state, operation, d, n, m)) {
            return;
        }
        exact(state, Format.SINGLE, operation, d, n, m);
    }

    /** An operation on doubles. */
    static void doubles(VfpState state, Operation operation, int d, int n, int m) {
        if (NearestDouble.settles(state, operation, d, n, m)) {
            return;
        }
        exact(state, Format.DOUBLE, operation, d, n, m);
    }

    private static void exact(VfpState state, Format format, Operation operation, int d, int n, int m) {
        int length = d < format.bank ? 1 : ((state.fpscr & Fpscr.LEN) >> 16) + 1;
        int step = step(format, (state.fpscr & Fpscr.STRIDE) >> 20);
        int stepOfM = m < format.bank ? 0 : step;
        int toD = d;
        int fromN = n;
        int fromM = m;
        for (int element = 0; element < length; element++) {
            long result = ExactArithmetic.apply(
                    state,
                    format,
                    operation,
                    format.read(state, toD),
                    format.read(state, fromN),
                    format.read(state, fromM));
            format.write(state, toD, result);
            toD = advance(format, toD, step);
            fromN = advance(format, fromN, step);
            fromM = advance(format, fromM, stepOfM);
        }
    }

    /** How far the registers of a vector are apart: 1 for code 0, 2 for code 3. */
    private static int step(Format format, int code) {
        return switch (format) {
            case SINGLE -> code == 3 ? 2 : code + 1;
            case DOUBLE -> (code >> 1) + 1;
        };
    }

    private static int advance(Format format, int register, int step) {
        int within = format.bank - 1;
        return register & ~within | register + step & within;
    }
}
