package dev.lockstep.vfp;

import java.util.List;
import java.util.SplittableRandom;

/**
 * An instruction with its registers, as the assembler and as {@link VfpUnit} know it.
 *
 * @param row what it is
 * @param d number of the first register
 * @param n number of the second register, if there are three
 * @param m number of the last register, if there are at least two
 */
record VfpInstruction(Row row, int d, int n, int m) {
    /** The mnemonics of the assembler, and what is to do the same. */
    static final List<Row> ROWS = List.of(
            row("vadd.f32 s%1$d, s%2$d, s%3$d", VfpUnit::addF32),
            row("vadd.f64 d%1$d, d%2$d, d%3$d", VfpUnit::addF64),
            row("vsub.f32 s%1$d, s%2$d, s%3$d", VfpUnit::subF32),
            row("vsub.f64 d%1$d, d%2$d, d%3$d", VfpUnit::subF64),
            row("vmul.f32 s%1$d, s%2$d, s%3$d", VfpUnit::mulF32),
            row("vmul.f64 d%1$d, d%2$d, d%3$d", VfpUnit::mulF64),
            row("vnmul.f32 s%1$d, s%2$d, s%3$d", VfpUnit::nmulF32),
            row("vnmul.f64 d%1$d, d%2$d, d%3$d", VfpUnit::nmulF64),
            row("vdiv.f32 s%1$d, s%2$d, s%3$d", VfpUnit::divF32),
            row("vdiv.f64 d%1$d, d%2$d, d%3$d", VfpUnit::divF64),
            row("vmla.f32 s%1$d, s%2$d, s%3$d", VfpUnit::mlaF32),
            row("vmla.f64 d%1$d, d%2$d, d%3$d", VfpUnit::mlaF64),
            row("vmls.f32 s%1$d, s%2$d, s%3$d", VfpUnit::mlsF32),
            row("vmls.f64 d%1$d, d%2$d, d%3$d", VfpUnit::mlsF64),
            row("vnmla.f32 s%1$d, s%2$d, s%3$d", VfpUnit::nmlaF32),
            row("vnmla.f64 d%1$d, d%2$d, d%3$d", VfpUnit::nmlaF64),
            row("vnmls.f32 s%1$d, s%2$d, s%3$d", VfpUnit::nmlsF32),
            row("vnmls.f64 d%1$d, d%2$d, d%3$d", VfpUnit::nmlsF64),
            row("vmov.f32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.movF32(s, d, m)),
            row("vmov.f64 d%1$d, d%3$d", (s, d, n, m) -> VfpUnit.movF64(s, d, m)),
            row("vabs.f32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.absF32(s, d, m)),
            row("vabs.f64 d%1$d, d%3$d", (s, d, n, m) -> VfpUnit.absF64(s, d, m)),
            row("vneg.f32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.negF32(s, d, m)),
            row("vneg.f64 d%1$d, d%3$d", (s, d, n, m) -> VfpUnit.negF64(s, d, m)),
            row("vsqrt.f32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.sqrtF32(s, d, m)),
            row("vsqrt.f64 d%1$d, d%3$d", (s, d, n, m) -> VfpUnit.sqrtF64(s, d, m)),
            row("vcmp.f32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cmpF32(s, d, m)),
            row("vcmp.f64 d%1$d, d%3$d", (s, d, n, m) -> VfpUnit.cmpF64(s, d, m)),
            row("vcmpe.f32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cmpeF32(s, d, m)),
            row("vcmpe.f64 d%1$d, d%3$d", (s, d, n, m) -> VfpUnit.cmpeF64(s, d, m)),
            row("vcmp.f32 s%1$d, #0.0", (s, d, n, m) -> VfpUnit.cmpZeroF32(s, d)),
            row("vcmp.f64 d%1$d, #0.0", (s, d, n, m) -> VfpUnit.cmpZeroF64(s, d)),
            row("vcmpe.f32 s%1$d, #0.0", (s, d, n, m) -> VfpUnit.cmpeZeroF32(s, d)),
            row("vcmpe.f64 d%1$d, #0.0", (s, d, n, m) -> VfpUnit.cmpeZeroF64(s, d)),
            row("vcvt.f64.f32 d%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cvtF64F32(s, d, m)),
            row("vcvt.f32.f64 s%1$d, d%3$d", (s, d, n, m) -> VfpUnit.cvtF32F64(s, d, m)),
            row("vcvt.f32.s32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cvtF32S32(s, d, m)),
            row("vcvt.f32.u32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cvtF32U32(s, d, m)),
            row("vcvt.f64.s32 d%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cvtF64S32(s, d, m)),
            row("vcvt.f64.u32 d%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cvtF64U32(s, d, m)),
            row("vcvt.s32.f32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cvtS32F32(s, d, m, true)),
            row("vcvt.u32.f32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cvtU32F32(s, d, m, true)),
            row("vcvt.s32.f64 s%1$d, d%3$d", (s, d, n, m) -> VfpUnit.cvtS32F64(s, d, m, true)),
            row("vcvt.u32.f64 s%1$d, d%3$d", (s, d, n, m) -> VfpUnit.cvtU32F64(s, d, m, true)),
            row("vcvtr.s32.f32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cvtS32F32(s, d, m, false)),
            row("vcvtr.u32.f32 s%1$d, s%3$d", (s, d, n, m) -> VfpUnit.cvtU32F32(s, d, m, false)),
            row("vcvtr.s32.f64 s%1$d, d%3$d", (s, d, n, m) -> VfpUnit.cvtS32F64(s, d, m, false)),
            row("vcvtr.u32.f64 s%1$d, d%3$d", (s, d, n, m) -> VfpUnit.cvtU32F64(s, d, m, false)));

    /** An instruction of {@link VfpUnit}. */
    interface Unit {
        void execute(VfpState state, int d, int n, int m);
    }

    /**
     * What an instruction is.
     *
     * @param syntax the assembler's, to be formatted with the numbers of the registers
     * @param unit what is to do the same
     */
    record Row(String syntax, Unit unit) {
        /** Whether the operand m is a double. */
        boolean readsDoubles() {
            return syntax.contains("d%3$d") || syntax.startsWith("vcmp") && syntax.contains("f64");
        }

        /** Whether the operand m is an integer. */
        boolean readsIntegers() {
            return syntax.contains("32.s32")
                    || syntax.contains("64.s32")
                    || syntax.contains("2.u32")
                    || syntax.contains("64.u32");
        }

        /** Whether it takes the operands n and m. */
        boolean isBinary() {
            return syntax.contains("%2$d");
        }

        private int registersAt(String place) {
            return syntax.contains("d" + place) ? 16 : 32;
        }

        /** With random registers. */
        VfpInstruction draw(SplittableRandom random) {
            return new VfpInstruction(
                    this,
                    random.nextInt(registersAt("%1$d")),
                    random.nextInt(registersAt("%2$d")),
                    random.nextInt(registersAt("%3$d")));
        }
    }

    private static Row row(String syntax, Unit unit) {
        return new Row(syntax, unit);
    }

    /** In the assembler's language. */
    String text() {
        return row.syntax.formatted(d, n, m);
    }

    /** Whether it may work on vectors of singles. */
    boolean isSingleVector() {
        return row.syntax.contains(".f32 s") && !row.syntax.startsWith("vc");
    }

    /** Whether it may make one vector of doubles of another alone. */
    boolean isDoubleMove() {
        return row.syntax.contains(".f64 d") && !row.isBinary() && !row.syntax.startsWith("vc") && d > 3 && m > 3;
    }

    void execute(VfpState state) {
        row.unit.execute(state, d, n, m);
    }
}
