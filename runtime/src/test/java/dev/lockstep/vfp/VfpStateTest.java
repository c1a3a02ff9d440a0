package dev.lockstep.vfp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VfpStateTest {
    private final VfpState state = new VfpState();

    @Test
    void evenSinglesAreLowHalvesAndOddOnesHighHalves() {
        state.d[15] = 0x1122_3344_8899_aabbL;
        assertEquals(0x8899_aabb, state.single(30));
        assertEquals(0x1122_3344, state.single(31));
    }

    @Test
    void writingASingleLeavesTheOtherHalf() {
        state.d[3] = 0x1122_3344_8899_aabbL;
        state.single(6, 0xdead_beef);
        assertEquals(0x1122_3344_dead_beefL, state.d[3]);
        state.single(7, 0xffff_0000);
        assertEquals(0xffff_0000_dead_beefL, state.d[3]);
    }

    @Test
    void statusKeepsNothingButItsFields() {
        state.writeFpscr(-1);
        assertEquals(0xf3f7_009f, state.fpscr);
    }

    @Test
    void copyIsEqualAndIndependent() {
        state.d[9] = 1;
        state.fpscr = Fpscr.FZ;
        VfpState copy = new VfpState();
        copy.copyFrom(state);
        state.d[9] = 2;
        long[] expected = new long[16];
        expected[9] = 1;
        assertArrayEquals(expected, copy.d);
        assertEquals(Fpscr.FZ, copy.fpscr);
    }
}
