package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.PC;

import dev.lockstep.isa.Opcode;
import dev.lockstep.vfp.VfpState;
import dev.lockstep.vfp.VfpUnit;

/**
 * The interpreter's VFP instructions: arithmetic is the {@link VfpUnit}'s, loads, stores and moves are here (ARM ARM C4).
 */
final class VfpInstructions {
    private static final int FPSCR = 1;

    private VfpInstructions() {}

    /** What instructions of one opcode do; all go on with the next instruction. */
    @FunctionalInterface
    private interface Effect {
        void on(CpuState cpu, VfpState vfp, Form f, Decoded i);
    }

    @FunctionalInterface
    private interface BinaryOperation {
        void apply(VfpState vfp, int d, int n, int m);
    }

    @FunctionalInterface
    private interface UnaryOperation {
        void apply(VfpState vfp, int d, int m);
    }

    /**
     * What instructions of an opcode do.
     *
     * @param opcode one of the VFP's
     */
    static Semantics semantics(Opcode opcode) {
        Effect effect = effect(opcode);
        return (cpu, r, f, i, next) -> {
            effect.on(cpu, cpu.vfp, f, i);
            return next;
        };
    }

    private static Effect binary(BinaryOperation operation) {
        return (cpu, vfp, f, i) -> operation.apply(vfp, i.rd, i.rn, i.rm);
    }

    private static Effect unary(UnaryOperation operation) {
        return (cpu, vfp, f, i) -> operation.apply(vfp, i.rd, i.rm);
    }

    private static Effect effect(Opcode opcode) {
        return switch (opcode) {
            case FMACS -> binary(VfpUnit::mlaF32);
            case FMACD -> binary(VfpUnit::mlaF64);
            case FNMACS -> binary(VfpUnit::mlsF32);
            case FNMACD -> binary(VfpUnit::mlsF64);
            case FMSCS -> binary(VfpUnit::nmlsF32);
            case FMSCD -> binary(VfpUnit::nmlsF64);
            case FNMSCS -> binary(VfpUnit::nmlaF32);
            case FNMSCD -> binary(VfpUnit::nmlaF64);
            case FMULS -> binary(VfpUnit::mulF32);
            case FMULD -> binary(VfpUnit::mulF64);
            case FNMULS -> binary(VfpUnit::nmulF32);
            case FNMULD -> binary(VfpUnit::nmulF64);
            case FADDS -> binary(VfpUnit::addF32);
            case FADDD -> binary(VfpUnit::addF64);
            case FSUBS -> binary(VfpUnit::subF32);
            case FSUBD -> binary(VfpUnit::subF64);
            case FDIVS -> binary(VfpUnit::divF32);
            case FDIVD -> binary(VfpUnit::divF64);
            case FCPYS -> unary(VfpUnit::movF32);
            case FCPYD -> unary(VfpUnit::movF64);
            case FABSS -> unary(VfpUnit::absF32);
            case FABSD -> unary(VfpUnit::absF64);
            case FNEGS -> unary(VfpUnit::negF32);
            case FNEGD -> unary(VfpUnit::negF64);
            case FSQRTS -> unary(VfpUnit::sqrtF32);
            case FSQRTD -> unary(VfpUnit::sqrtF64);
            case FCMPS -> unary(VfpUnit::cmpF32);
            case FCMPD -> unary(VfpUnit::cmpF64);
            case FCMPES -> unary(VfpUnit::cmpeF32);
            case FCMPED -> unary(VfpUnit::cmpeF64);
            case FCMPZS -> (cpu, vfp, f, i) -> VfpUnit.cmpZeroF32(vfp, i.rd);
            case FCMPZD -> (cpu, vfp, f, i) -> VfpUnit.cmpZeroF64(vfp, i.rd);
            case FCMPEZS -> (cpu, vfp, f, i) -> VfpUnit.cmpeZeroF32(vfp, i.rd);
            case FCMPEZD -> (cpu, vfp, f, i) -> VfpUnit.cmpeZeroF64(vfp, i.rd);

            case FCVTDS -> unary(VfpUnit::cvtF64F32);
            case FCVTSD -> unary(VfpUnit::cvtF32F64);
            case FUITOS -> unary(VfpUnit::cvtF32U32);
            case FUITOD -> unary(VfpUnit::cvtF64U32);
            case FSITOS -> unary(VfpUnit::cvtF32S32);
            case FSITOD -> unary(VfpUnit::cvtF64S32);
            case FTOUIS -> unary((vfp, d, m) -> VfpUnit.cvtU32F32(vfp, d, m, false));
            case FTOUID -> unary((vfp, d, m) -> VfpUnit.cvtU32F64(vfp, d, m, false));
            case FTOUIZS -> unary((vfp, d, m) -> VfpUnit.cvtU32F32(vfp, d, m, true));
            case FTOUIZD -> unary((vfp, d, m) -> VfpUnit.cvtU32F64(vfp, d, m, true));
            case FTOSIS -> unary((vfp, d, m) -> VfpUnit.cvtS32F32(vfp, d, m, false));
            case FTOSID -> unary((vfp, d, m) -> VfpUnit.cvtS32F64(vfp, d, m, false));
            case FTOSIZS -> unary((vfp, d, m) -> VfpUnit.cvtS32F32(vfp, d, m, true));
            case FTOSIZD -> unary((vfp, d, m) -> VfpUnit.cvtS32F64(vfp, d, m, true));

            case FLDS -> (cpu, vfp, f, i) -> vfp.single(i.rd, aligned(cpu, address(cpu, f, i)));
            case FLDD -> (cpu, vfp, f, i) -> vfp.d[i.rd] = alignedDouble(cpu, address(cpu, f, i));
            case FSTS ->
                (cpu, vfp, f, i) -> {
                    int address = LoadStoreUnit.aligned(cpu, address(cpu, f, i), 3);
                    Transfers.storeWord(cpu, address, vfp.single(i.rd));
                };
            case FSTD -> (cpu, vfp, f, i) -> storeDouble(cpu, address(cpu, f, i), vfp.d[i.rd]);
            case FLDMS -> (cpu, vfp, f, i) -> loadSingles(cpu, f, i);
            case FLDMD -> (cpu, vfp, f, i) -> loadDoubles(cpu, f, i);
            case FSTMS -> (cpu, vfp, f, i) -> storeSingles(cpu, f, i);
            case FSTMD -> (cpu, vfp, f, i) -> storeDoubles(cpu, f, i);

            case FMSR -> (cpu, vfp, f, i) -> vfp.single(i.rn, cpu.r[i.rd]);
            case FMRS -> (cpu, vfp, f, i) -> cpu.r[i.rd] = vfp.single(i.rn);
            case FMDLR -> (cpu, vfp, f, i) -> vfp.single(2 * i.rn, cpu.r[i.rd]);
            case FMDHR -> (cpu, vfp, f, i) -> vfp.single(2 * i.rn + 1, cpu.r[i.rd]);
            case FMRDL -> (cpu, vfp, f, i) -> cpu.r[i.rd] = vfp.single(2 * i.rn);
            case FMRDH -> (cpu, vfp, f, i) -> cpu.r[i.rd] = vfp.single(2 * i.rn + 1);
            case FMSRR ->
                (cpu, vfp, f, i) -> {
                    vfp.single(i.rm, cpu.r[i.rd]);
                    vfp.single(i.rm + 1, cpu.r[i.rn]);
                };
            case FMRRS ->
                (cpu, vfp, f, i) -> {
                    cpu.r[i.rd] = vfp.single(i.rm);
                    cpu.r[i.rn] = vfp.single(i.rm + 1);
                };
            case FMDRR -> (cpu, vfp, f, i) -> vfp.d[i.rm] = Arithmetic.join(cpu.r[i.rn], cpu.r[i.rd]);
            case FMRRD ->
                (cpu, vfp, f, i) -> {
                    cpu.r[i.rd] = (int) vfp.d[i.rm];
                    cpu.r[i.rn] = (int) (vfp.d[i.rm] >>> 32);
                };
            case FMXR ->
                (cpu, vfp, f, i) -> {
                    // A write to FPSID has no effect.
                    if (i.immediate == FPSCR) {
                        vfp.writeFpscr(cpu.r[i.rd]);
                    }
                };
            case FMRX -> (cpu, vfp, f, i) -> cpu.r[i.rd] = i.immediate == FPSCR ? vfp.fpscr : VfpState.FPSID;
            case FMSTAT -> (cpu, vfp, f, i) -> cpu.setFlags(vfp.fpscr);
            default -> throw new IllegalArgumentException(opcode + " is no VFP instruction");
        };
    }

    private static int address(CpuState cpu, Form f, Decoded i) {
        int base = i.rn == PC ? cpu.r[PC] & ~3 : cpu.r[i.rn];
        return f.add() ? base + i.immediate : base - i.immediate;
    }

    private static int aligned(CpuState cpu, int address) {
        return Transfers.word(cpu, LoadStoreUnit.aligned(cpu, address, 3));
    }

    /** In big-endian order the more significant word comes first (ARM ARM C4.1.18). */
    private static long alignedDouble(CpuState cpu, int address) {
        int first = aligned(cpu, address);
        int second = aligned(cpu, address + 4);
        return cpu.bigEndian() ? Arithmetic.join(first, second) : Arithmetic.join(second, first);
    }

    private static void storeDouble(CpuState cpu, int base, long value) {
        int address = LoadStoreUnit.aligned(cpu, base, 3);
        int high = (int) (value >>> 32);
        int low = (int) value;
        Transfers.storeWord(cpu, address, cpu.bigEndian() ? high : low);
        Transfers.storeWord(cpu, address + 4, cpu.bigEndian() ? low : high);
    }

    /** The address of the first register of FLDM or FSTM. */
    private static int first(CpuState cpu, Form f, Decoded i) {
        int base = cpu.r[i.rn];
        return LoadStoreUnit.aligned(cpu, f.add() ? base : base - i.immediate, 3);
    }

    private static void moveBase(CpuState cpu, Form f, Decoded i) {
        if (f.writeBack()) {
            cpu.r[i.rn] += f.add() ? i.immediate : -i.immediate;
        }
    }

    /** Raises the fault of any of these words before a register has changed. */
    private static void touch(CpuState cpu, int address, int words) {
        for (int k = 0; k < words; k++) {
            LoadStoreUnit.load32(cpu, address + 4 * k);
        }
    }

    private static void loadSingles(CpuState cpu, Form f, Decoded i) {
        int address = first(cpu, f, i);
        touch(cpu, address, i.registers);
        for (int k = 0; k < i.registers; k++) {
            cpu.vfp.single(i.rd + k, Transfers.word(cpu, address + 4 * k));
        }
        moveBase(cpu, f, i);
    }

    private static void loadDoubles(CpuState cpu, Form f, Decoded i) {
        int address = first(cpu, f, i);
        touch(cpu, address, 2 * i.registers);
        for (int k = 0; k < i.registers; k++) {
            cpu.vfp.d[i.rd + k] = alignedDouble(cpu, address + 8 * k);
        }
        moveBase(cpu, f, i);
    }

    private static void storeSingles(CpuState cpu, Form f, Decoded i) {
        int address = first(cpu, f, i);
        for (int k = 0; k < i.registers; k++) {
            Transfers.storeWord(cpu, address + 4 * k, cpu.vfp.single(i.rd + k));
        }
        moveBase(cpu, f, i);
    }

    private static void storeDoubles(CpuState cpu, Form f, Decoded i) {
        int address = first(cpu, f, i);
        for (int k = 0; k < i.registers; k++) {
            storeDouble(cpu, address + 8 * k, cpu.vfp.d[i.rd + k]);
        }
        moveBase(cpu, f, i);
    }
}
