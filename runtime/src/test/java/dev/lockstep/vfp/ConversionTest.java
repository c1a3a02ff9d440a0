package dev.lockstep.vfp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
    private final VfpState state = new VfpState();

    @ParameterizedTest
    @CsvSource({
        "2.5, 2, 2, 3, 2, 16",
        "3.5, 3, 4, 4, 3, 16",
        "-2.5, -2, -2, -2, -3, 16",
        "-0.75, 0, -1, 0, -1, 16",
        "7, 7, 7, 7, 7, 0",
        "-0.0, 0, 0, 0, 0, 0",
        "2147483648, 2147483647, 2147483647, 2147483647, 2147483647, 1",
        "-2147483649, -2147483648, -2147483648, -2147483648, -2147483648, 1",
        "-2147483648, -2147483648, -2147483648, -2147483648, -2147483648, 0",
        "-Infinity, -2147483648, -2147483648, -2147483648, -2147483648, 1",
        "NaN, 0, 0, 0, 0, 1",
    })
    void signedIntegersAreRoundedAndSaturate(double value, int toZero, int nearest, int up, int down, int exceptions) {
        assertSigned(value, Fpscr.TO_PLUS_INFINITY, true, toZero, exceptions);
        assertSigned(value, Fpscr.TO_NEAREST, false, nearest, exceptions);
        assertSigned(value, Fpscr.TO_PLUS_INFINITY, false, up, exceptions);
        assertSigned(value, Fpscr.TO_MINUS_INFINITY, false, down, exceptions);
        assertSigned(value, Fpscr.TO_ZERO, false, toZero, exceptions);
    }

    private void assertSigned(double value, int mode, boolean toZero, int expected, int exceptions) {
        state.d[1] = Double.doubleToRawLongBits(value);
        state.fpscr = mode;
        VfpUnit.cvtS32F64(state, 0, 1, toZero);
        assertEquals(expected, state.single(0));
        assertEquals(mode | exceptions, state.fpscr);
    }

    @ParameterizedTest
    @CsvSource({
        "4294967295, ffffffff, 0",
        "4294967295.5, ffffffff, 16",
        "4294967296, ffffffff, 1",
        "-0.5, 0, 16",
        "-1, 0, 1",
        "NaN, 0, 1"
    })
    void unsignedIntegersSaturate(double value, String expected, int exceptions) {
        state.d[1] = Double.doubleToRawLongBits(value);
        VfpUnit.cvtU32F64(state, 0, 1, true);
        assertEquals(expected, Integer.toHexString(state.single(0)));
        assertEquals(exceptions, state.fpscr);
    }

    @Test
    void roundingCanMakeAnIntegerTooLarge() {
        state.d[1] = Double.doubleToRawLongBits(0x1p31 - 0.5);
        VfpUnit.cvtS32F64(state, 0, 1, false);
        assertEquals(Integer.MAX_VALUE, state.single(0));
        assertEquals(Fpscr.IOC, state.fpscr);
    }

    @Test
    void flushedDenormalIsAnExactZero() {
        state.single(1, 1);
        state.fpscr = Fpscr.FZ | Fpscr.TO_PLUS_INFINITY;
        VfpUnit.cvtS32F32(state, 0, 1, false);
        assertEquals(0, state.single(0));
        assertEquals(Fpscr.FZ | Fpscr.TO_PLUS_INFINITY | Fpscr.IDC, state.fpscr);
    }

    @ParameterizedTest
    @CsvSource({"0, 4b800000", "1, 4b800001", "2, 4b800000", "3, 4b800000"})
    void integersTooLongForASingleAreRounded(int mode, String expected) {
        state.single(1, 0x0100_0001);
        state.fpscr = mode << 22;
        VfpUnit.cvtF32S32(state, 0, 1);
        assertEquals(expected, Integer.toHexString(state.single(0)));
        assertEquals(mode << 22 | Fpscr.IXC, state.fpscr);
    }

    @Test
    void allOnesAreMinusOneOrTheLargestUnsignedInteger() {
        state.single(1, -1);
        VfpUnit.cvtF64S32(state, 2, 1);
        VfpUnit.cvtF64U32(state, 3, 1);
        assertEquals(-1, state.f64(2));
        assertEquals(4294967295.0, state.f64(3));
        assertEquals(0, state.fpscr);
    }

    @ParameterizedTest
    @CsvSource({
        "3ff0000010000000, 3f800000, 16",
        "3ff0000030000000, 3f800002, 16",
        "47efffffefffffff, 7f7fffff, 16",
        "47effffff0000000, 7f800000, 20",
        "36a0000000000000, 00000001, 0",
        "3690000000000000, 00000000, 24",
        "fff8000020000000, ffc00001, 0",
        "7ff0000020000000, 7fc00001, 1",
        "7ff0000000000001, 7fc00000, 1",
    })
    void doublesBecomeSingles(String bits, String expected, int exceptions) {
        state.d[1] = Long.parseUnsignedLong(bits, 16);
        VfpUnit.cvtF32F64(state, 0, 1);
        assertEquals(expected, "%08x".formatted(state.single(0)));
        assertEquals(exceptions, state.fpscr);
    }

    @ParameterizedTest
    @CsvSource({
        "00000001, 36a0000000000000, 0",
        "ff800001, fff8000020000000, 1",
        "7fc00001, 7ff8000020000000, 0",
        "ff800000, fff0000000000000, 0"
    })
    void singlesBecomeDoubles(String bits, String expected, int exceptions) {
        state.single(1, Integer.parseUnsignedInt(bits, 16));
        VfpUnit.cvtF64F32(state, 2, 1);
        assertEquals(expected, "%016x".formatted(state.d[2]));
        assertEquals(exceptions, state.fpscr);
    }
}
