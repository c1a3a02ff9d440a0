package dev.lockstep.vfp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Short vectors as ARM ARM DDI 0100I C5 has them. */
class ShortVectorsTest {
    private static final int LENGTH_OF_4 = 3 << 16;
    private static final int LENGTH_OF_2 = 1 << 16;
    private static final int STRIDE_OF_2 = 3 << 20;

    private final VfpState state = new VfpState();

    ShortVectorsTest() {
        for (int n = 0; n < 32; n++) {
            state.single(n, Float.floatToRawIntBits(n));
        }
    }

    private void assertSingles(int first, float... expected) {
        for (int index = 0; index < expected.length; index++) {
            assertEquals(expected[index], state.f32(first + index), "s" + (first + index));
        }
    }

    @Test
    void destinationInTheFirstBankMakesAScalar() {
        state.fpscr = LENGTH_OF_4;
        VfpUnit.addF32(state, 7, 8, 16);
        assertSingles(6, 6, 24, 8, 9);
    }

    @Test
    void secondOperandInTheFirstBankIsAScalar() {
        state.fpscr = LENGTH_OF_4;
        VfpUnit.mulF32(state, 8, 16, 2);
        assertSingles(8, 32, 34, 36, 38, 12);
    }

    @Test
    void vectorsWrapWithinTheirBank() {
        state.fpscr = LENGTH_OF_4;
        VfpUnit.addF32(state, 14, 22, 29);
        assertSingles(8, 16 + 31, 17 + 24, 10);
        assertSingles(14, 22 + 29, 23 + 30);
    }

    @Test
    void strideOfTwoTakesEverySecondRegister() {
        state.fpscr = LENGTH_OF_4 | STRIDE_OF_2;
        VfpUnit.negF32(state, 8, 16);
        assertSingles(8, -16, 9, -18, 11, -20, 13, -22, 15);
    }

    @Test
    void bankOfDoublesIsFour() {
        for (int n = 0; n < 16; n++) {
            state.d[n] = Double.doubleToRawLongBits(n);
        }
        state.fpscr = LENGTH_OF_2;
        VfpUnit.subF64(state, 7, 11, 3);
        assertEquals(11 - 3, state.f64(7));
        assertEquals(8 - 3, state.f64(4));
        assertEquals(8, state.f64(8));
    }

    @Test
    void elementsAreAccumulatedEach() {
        state.fpscr = LENGTH_OF_2;
        VfpUnit.mlaF32(state, 8, 16, 24);
        assertSingles(8, 8 + 16 * 24, 9 + 17 * 25, 10);
    }

    @Test
    void comparisonsAndConversionsAreScalar() {
        state.fpscr = LENGTH_OF_4;
        VfpUnit.cvtS32F32(state, 8, 16, true);
        assertEquals(16, state.single(8));
        assertSingles(9, 9);
        VfpUnit.cmpF32(state, 9, 9);
        assertEquals(LENGTH_OF_4 | Fpscr.Z | Fpscr.C, state.fpscr);
    }

    @Test
    void vectorOfDoublesIsARowOfScalars() {
        SplittableRandom random = new SplittableRandom(20_260_101);
        VfpValues values = new VfpValues(random);
        for (VfpInstruction.Row row : VfpInstruction.ROWS) {
            if (row.syntax().contains(".f64 d") && !row.syntax().startsWith("vc")) {
                for (int turn = 0; turn < 1_000; turn++) {
                    compareWithScalars(row, random, values);
                }
            }
        }
    }

    /** A vector of 2 from d4 on, of d8 and d12 on, with a stride of 1 or 2. */
    private void compareWithScalars(VfpInstruction.Row row, SplittableRandom random, VfpValues values) {
        VfpState scalars = new VfpState();
        scalars.fpscr = random.nextInt() & (Fpscr.RMODE | Fpscr.FZ | Fpscr.DN);
        for (int n = 0; n < 16; n++) {
            scalars.d[n] = values.nextDouble();
        }
        state.copyFrom(scalars);
        int step = random.nextInt(1, 3);
        state.fpscr |= LENGTH_OF_2 | (step == 1 ? 0 : STRIDE_OF_2);
        new VfpInstruction(row, 4, 8, 12).execute(state);
        new VfpInstruction(row, 4, 8, 12).execute(scalars);
        new VfpInstruction(row, 4 + step, 8 + step, 12 + step).execute(scalars);
        assertArrayEquals(scalars.d, state.d, row.syntax());
        assertEquals(scalars.fpscr, state.fpscr & ~(Fpscr.LEN | Fpscr.STRIDE), row.syntax());
    }
}
