package dev.lockstep.vfp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final long QUIET = 0x7ff8_0000_0000_0001L;
    private static final long SIGNALLING = 0x7ff0_0000_0000_0001L;

    private final VfpState state = new VfpState();

    @ParameterizedTest
    @CsvSource({
        "1, 2, 80000000",
        "2, 2, 60000000",
        "-1, -2, 20000000",
        "0.0, -0.0, 60000000",
        "-Infinity, -1, 80000000",
        "NaN, 1, 30000000"
    })
    void flagsTellTheOrder(double d, double m, String flags) {
        state.fpscr = Fpscr.NZCV;
        state.d[1] = Double.doubleToRawLongBits(d);
        state.d[2] = Double.doubleToRawLongBits(m);
        VfpUnit.cmpF64(state, 1, 2);
        assertEquals(flags, Integer.toHexString(state.fpscr));
    }

    @Test
    void flushedDenormalsAreEqualToZero() {
        state.fpscr = Fpscr.FZ;
        state.d[1] = 1;
        VfpUnit.cmpZeroF64(state, 1);
        assertEquals(Fpscr.FZ | Fpscr.Z | Fpscr.C | Fpscr.IDC, state.fpscr);
    }

    @Test
    void onlySignallingNansAreInvalidForVcmp() {
        state.d[1] = QUIET;
        VfpUnit.cmpZeroF64(state, 1);
        assertEquals(Fpscr.C | Fpscr.V, state.fpscr);
        state.d[1] = SIGNALLING;
        VfpUnit.cmpZeroF64(state, 1);
        assertEquals(Fpscr.C | Fpscr.V | Fpscr.IOC, state.fpscr);
    }

    @Test
    void everyNanIsInvalidForVcmpe() {
        state.d[1] = QUIET;
        VfpUnit.cmpeZeroF64(state, 1);
        assertEquals(Fpscr.C | Fpscr.V | Fpscr.IOC, state.fpscr);
    }
}
