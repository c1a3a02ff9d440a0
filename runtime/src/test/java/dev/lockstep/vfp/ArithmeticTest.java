package dev.lockstep.vfp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What IEEE 754 is known for. Every case is one operation on d2 and d3, or s2 and s3, into d1 or s1; the results are bits,
 * the exceptions those of the FPSCR.
 */
class ArithmeticTest {
    private final VfpState state = new VfpState();

    private static int status(String fields) {
        int status = 0;
        for (String field : fields.split(" ", -1)) {
            status |= switch (field) {
                case "FZ" -> Fpscr.FZ;
                case "DN" -> Fpscr.DN;
                case "RP" -> Fpscr.TO_PLUS_INFINITY;
                case "RM" -> Fpscr.TO_MINUS_INFINITY;
                case "RZ" -> Fpscr.TO_ZERO;
                case "IDC" -> Fpscr.IDC;
                case "IXC" -> Fpscr.IXC;
                case "UFC" -> Fpscr.UFC;
                case "OFC" -> Fpscr.OFC;
                case "DZC" -> Fpscr.DZC;
                case "IOC" -> Fpscr.IOC;
                case "RN", "-" -> 0;
                default -> throw new IllegalArgumentException(field);
            };
        }
        return status;
    }

    private static VfpInstruction.Row row(String mnemonic) {
        return VfpInstruction.ROWS.stream()
                .filter(row -> row.syntax().startsWith(mnemonic + " "))
                .findFirst()
                .orElseThrow();
    }

    private void assertResult(String mnemonic, String mode, String raised, long expected, Format format) {
        state.fpscr = status(mode);
        new VfpInstruction(row(mnemonic), 1, 2, 3).execute(state);
        assertEquals(Long.toHexString(expected), Long.toHexString(format.read(state, 1)));
        assertEquals(Integer.toHexString(status(mode) | status(raised)), Integer.toHexString(state.fpscr));
    }

    @ParameterizedTest(name = "{0} {1} {2}, {3}: {4} {5}")
    @CsvSource({
        // the values everybody knows
        "vadd.f64, RN,  0x1.999999999999ap-4, 0x1.999999999999ap-3, 3fd3333333333334, IXC",
        "vdiv.f64, RN,  1, 3, 3fd5555555555555, IXC",
        "vdiv.f64, RP,  1, 3, 3fd5555555555556, IXC",
        "vdiv.f64, RM,  1, 3, 3fd5555555555555, IXC",
        "vdiv.f64, RM, -1, 3, bfd5555555555556, IXC",
        "vdiv.f64, RZ, -1, 3, bfd5555555555555, IXC",
        "vsqrt.f64, RN, 0, 2, 3ff6a09e667f3bcd, IXC",
        "vsqrt.f64, RZ, 0, 2, 3ff6a09e667f3bcc, IXC",
        // exact results raise nothing
        "vadd.f64, RN, 1, 2, 4008000000000000, -",
        "vmul.f64, RN, 3, 0.5, 3ff8000000000000, -",
        "vdiv.f64, RN, 6, 3, 4000000000000000, -",
        "vsqrt.f64, RN, 0, 6.25, 4004000000000000, -",
        "vnmul.f64, RN, 3, 0.5, bff8000000000000, -",
        // halfway goes to even
        "vadd.f64, RN, 1, 0x1p-53, 3ff0000000000000, IXC",
        "vadd.f64, RN, 0x1.0000000000001p0, 0x1p-53, 3ff0000000000002, IXC",
        "vadd.f64, RN, 1, 0x1.0000000000001p-53, 3ff0000000000001, IXC",
        "vadd.f64, RP, 1, 0x1p-1074, 3ff0000000000001, IXC",
        "vsub.f64, RZ, 1, 0x1p-1074, 3fefffffffffffff, IXC",
        // overflow
        "vadd.f64, RN, 0x1.fffffffffffffp1023, 0x1p970, 7ff0000000000000, OFC IXC",
        "vadd.f64, RN, 0x1.fffffffffffffp1023, 0x1p969, 7fefffffffffffff, IXC",
        "vadd.f64, RN, -0x1.8p971, 0x1.fffffffffffffp1023, 7feffffffffffffe, IXC",
        "vmul.f64, RZ, 0x1p1023, 2, 7fefffffffffffff, OFC IXC",
        "vmul.f64, RP, 0x1p1023, -2, ffefffffffffffff, OFC IXC",
        "vmul.f64, RM, 0x1p1023, -2, fff0000000000000, OFC IXC",
        // underflow: tiny before rounding, and inexact
        "vmul.f64, RN, 0x1p-1074, 0.5, 0000000000000000, UFC IXC",
        "vmul.f64, RP, 0x1p-1074, 0.5, 0000000000000001, UFC IXC",
        "vmul.f64, RN, 0x1p-1022, 0.5, 0008000000000000, -",
        "vmul.f64, RN, 0x1.fffffffffffffp-1022, 0.5, 0010000000000000, UFC IXC",
        "vmul.f64, FZ, 0x1.fffffffffffffp-1022, 0.5, 0000000000000000, UFC",
        "vmul.f64, FZ, 0x1p-1022, -0.5, 8000000000000000, UFC",
        "vadd.f64, FZ, 0x1p-1074, -0.0, 0000000000000000, IDC",
        "vadd.f64, FZ, 0x1p-1074, 1, 3ff0000000000000, IDC",
        // zeros
        "vsub.f64, RN, 1, 1, 0000000000000000, -",
        "vsub.f64, RM, 1, 1, 8000000000000000, -",
        "vadd.f64, RN, -0.0, -0.0, 8000000000000000, -",
        "vadd.f64, RM, 0.0, -0.0, 8000000000000000, -",
        "vsqrt.f64, RN, 0, -0.0, 8000000000000000, -",
        "vmul.f64, RN, -0.0, 5, 8000000000000000, -",
        "vdiv.f64, RN, 5, -Infinity, 8000000000000000, -",
        // what has no result
        "vsub.f64, RN, Infinity, Infinity, 7ff8000000000000, IOC",
        "vmul.f64, RN, 0, -Infinity, 7ff8000000000000, IOC",
        "vdiv.f64, RN, 0, 0, 7ff8000000000000, IOC",
        "vdiv.f64, RN, Infinity, Infinity, 7ff8000000000000, IOC",
        "vsqrt.f64, RN, 0, -1, 7ff8000000000000, IOC",
        "vdiv.f64, RN, -1, 0, fff0000000000000, DZC",
        "vdiv.f64, RN, Infinity, 0, 7ff0000000000000, -",
    })
    void doublesGive(String mnemonic, String mode, double n, double m, String expected, String raised) {
        state.d[2] = Double.doubleToRawLongBits(n);
        state.d[3] = Double.doubleToRawLongBits(m);
        assertResult(mnemonic, mode, raised, Long.parseUnsignedLong(expected, 16), Format.DOUBLE);
    }

    @ParameterizedTest(name = "{0} {1} {2}, {3}: {4} {5}")
    @CsvSource({
        "vadd.f32, RN, 0x1.99999ap-4, 0x1.99999ap-3, 3e99999a, IXC",
        "vdiv.f32, RN, 1, 3, 3eaaaaab, IXC",
        "vdiv.f32, RZ, 1, 3, 3eaaaaaa, IXC",
        "vsqrt.f32, RN, 0, 2, 3fb504f3, IXC",
        "vsqrt.f32, RP, 0, 2, 3fb504f4, IXC",
        "vadd.f32, RN, 16777216, 1, 4b800000, IXC",
        "vadd.f32, RN, 16777216, 2, 4b800001, -",
        "vmul.f32, RN, 0x1p127, 2, 7f800000, OFC IXC",
        "vmul.f32, RN, 0x1.fffffep-126, 0.5, 00800000, UFC IXC",
        "vmul.f32, FZ, 0x1p-126, 0.5, 00000000, UFC",
        "vsub.f32, FZ, 0x1p-149, 0, 00000000, IDC",
        "vdiv.f32, RN, 1, -0.0, ff800000, DZC",
    })
    void singlesGive(String mnemonic, String mode, float n, float m, String expected, String raised) {
        state.single(2, Float.floatToRawIntBits(n));
        state.single(3, Float.floatToRawIntBits(m));
        assertResult(mnemonic, mode, raised, Long.parseUnsignedLong(expected, 16), Format.SINGLE);
    }

    @ParameterizedTest(name = "{0} {1} {2}, {3}: {4} {5}")
    @CsvSource({
        "vadd.f32, RN, 7fc00001, 7fc00002, 7fc00001, -",
        "vadd.f32, RN, 7fc00001, 7f800002, 7fc00002, IOC",
        "vadd.f32, RN, 7f800001, 7f800002, 7fc00001, IOC",
        "vsub.f32, RN, 3f800000, ffc00002, ffc00002, -",
        "vmul.f32, DN, ffc00001, 3f800000, 7fc00000, -",
        "vnmul.f32, DN, ffc00001, 3f800000, ffc00000, -",
        "vdiv.f32, FZ, 7fc00001, 00000001, 7fc00001, IDC",
        "vsqrt.f32, RN, 0, ff800003, ffc00003, IOC",
        "vneg.f32, DN, 0, 7f800001, ff800001, -",
        "vabs.f32, DN, 0, ff800001, 7f800001, -",
        "vmov.f32, FZ, 0, 80000001, 80000001, -",
    })
    void nansBecome(String mnemonic, String mode, String n, String m, String expected, String raised) {
        state.single(2, Integer.parseUnsignedInt(n, 16));
        state.single(3, Integer.parseUnsignedInt(m, 16));
        assertResult(mnemonic, mode, raised, Long.parseUnsignedLong(expected, 16), Format.SINGLE);
    }

    /** (1 + 2^−12)^2 = 1 + 2^−11 + 2^−24, of which the last is lost in the product. */
    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({
        "vmla.f32, -0x1.002p0, 00000000",
        "vmls.f32, 0x1.002p0, 00000000",
        "vnmls.f32, 0x1.002p0, 00000000",
        "vnmla.f32, -0x1.002p0, 00000000",
        "vmla.f32, 1, 40000800",
        "vmls.f32, 1, ba000000",
        "vnmls.f32, 1, 3a000000",
        "vnmla.f32, 1, c0000800",
    })
    void multiplyAccumulateRoundsTwice(String mnemonic, float d, String expected) {
        state.single(1, Float.floatToRawIntBits(d));
        state.single(2, Float.floatToRawIntBits(0x1.001p0f));
        state.single(3, Float.floatToRawIntBits(0x1.001p0f));
        assertResult(mnemonic, "RN", "IXC", Long.parseUnsignedLong(expected, 16), Format.SINGLE);
    }
}
