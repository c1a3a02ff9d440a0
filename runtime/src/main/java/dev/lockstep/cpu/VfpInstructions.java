package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.PC;

import dev.lockstep.isa.Instruction;
import dev.lockstep.vfp.VfpState;
import dev.lockstep.vfp.VfpUnit;

/**
 * The interpreter's VFP instructions: arithmetic is the {@link VfpUnit}'s, loads, stores and moves are here (ARM ARM C4).
 */
final class VfpInstructions {
    private static final int FPSCR = 1;

    private VfpInstructions() {}

    /**
     * One VFP instruction.
     *
     * @return the address of the next instruction
     */
    static int execute(CpuState cpu, Instruction i, int next) {
        VfpState vfp = cpu.vfp;
        int d = i.rd();
        int n = i.rn();
        int m = i.rm();
        switch (i.opcode()) {
            case FMACS -> VfpUnit.mlaF32(vfp, d, n, m);
            case FMACD -> VfpUnit.mlaF64(vfp, d, n, m);
            case FNMACS -> VfpUnit.mlsF32(vfp, d, n, m);
            case FNMACD -> VfpUnit.mlsF64(vfp, d, n, m);
            case FMSCS -> VfpUnit.nmlsF32(vfp, d, n, m);
            case FMSCD -> VfpUnit.nmlsF64(vfp, d, n, m);
            case FNMSCS -> VfpUnit.nmlaF32(vfp, d, n, m);
            case FNMSCD -> VfpUnit.nmlaF64(vfp, d, n, m);
            case FMULS -> VfpUnit.mulF32(vfp, d, n, m);
            case FMULD -> VfpUnit.mulF64(vfp, d, n, m);
            case FNMULS -> VfpUnit.nmulF32(vfp, d, n, m);
            case FNMULD -> VfpUnit.nmulF64(vfp, d, n, m);
            case FADDS -> VfpUnit.addF32(vfp, d, n, m);
            case FADDD -> VfpUnit.addF64(vfp, d, n, m);
            case FSUBS -> VfpUnit.subF32(vfp, d, n, m);
            case FSUBD -> VfpUnit.subF64(vfp, d, n, m);
            case FDIVS -> VfpUnit.divF32(vfp, d, n, m);
            case FDIVD -> VfpUnit.divF64(vfp, d, n, m);
            case FCPYS -> VfpUnit.movF32(vfp, d, m);
            case FCPYD -> VfpUnit.movF64(vfp, d, m);
            case FABSS -> VfpUnit.absF32(vfp, d, m);
            case FABSD -> VfpUnit.absF64(vfp, d, m);
            case FNEGS -> VfpUnit.negF32(vfp, d, m);
            case FNEGD -> VfpUnit.negF64(vfp, d, m);
            case FSQRTS -> VfpUnit.sqrtF32(vfp, d, m);
            case FSQRTD -> VfpUnit.sqrtF64(vfp, d, m);
            case FCMPS -> VfpUnit.cmpF32(vfp, d, m);
            case FCMPD -> VfpUnit.cmpF64(vfp, d, m);
            case FCMPES -> VfpUnit.cmpeF32(vfp, d, m);
            case FCMPED -> VfpUnit.cmpeF64(vfp, d, m);
            case FCMPZS -> VfpUnit.cmpZeroF32(vfp, d);
            case FCMPZD -> VfpUnit.cmpZeroF64(vfp, d);
            case FCMPEZS -> VfpUnit.cmpeZeroF32(vfp, d);
            case FCMPEZD -> VfpUnit.cmpeZeroF64(vfp, d);

            case FCVTDS -> VfpUnit.cvtF64F32(vfp, d, m);
            case FCVTSD -> VfpUnit.cvtF32F64(vfp, d, m);
            case FUITOS -> VfpUnit.cvtF32U32(vfp, d, m);
            case FUITOD -> VfpUnit.cvtF64U32(vfp, d, m);
            case FSITOS -> VfpUnit.cvtF32S32(vfp, d, m);
            case FSITOD -> VfpUnit.cvtF64S32(vfp, d, m);
            case FTOUIS -> VfpUnit.cvtU32F32(vfp, d, m, false);
            case FTOUID -> VfpUnit.cvtU32F64(vfp, d, m, false);
            case FTOUIZS -> VfpUnit.cvtU32F32(vfp, d, m, true);
            case FTOUIZD -> VfpUnit.cvtU32F64(vfp, d, m, true);
            case FTOSIS -> VfpUnit.cvtS32F32(vfp, d, m, false);
            case FTOSID -> VfpUnit.cvtS32F64(vfp, d, m, false);
            case FTOSIZS -> VfpUnit.cvtS32F32(vfp, d, m, true);
            case FTOSIZD -> VfpUnit.cvtS32F64(vfp, d, m, true);

            case FLDS -> vfp.single(d, aligned(cpu, address(cpu, i)));
            case FLDD -> vfp.d[d] = alignedDouble(cpu, address(cpu, i));
            case FSTS -> {
                int address = address(cpu, i);
                LoadStoreUnit.checkAligned(address, 3);
                Transfers.storeWord(cpu, address, vfp.single(d));
            }
            case FSTD -> storeDouble(cpu, address(cpu, i), vfp.d[d]);
            case FLDMS -> loadSingles(cpu, i);
            case FLDMD -> loadDoubles(cpu, i);
            case FSTMS -> storeSingles(cpu, i);
            case FSTMD -> storeDoubles(cpu, i);

            case FMSR -> vfp.single(n, cpu.r[d]);
            case FMRS -> cpu.r[d] = vfp.single(n);
            case FMDLR -> vfp.single(2 * n, cpu.r[d]);
            case FMDHR -> vfp.single(2 * n + 1, cpu.r[d]);
            case FMRDL -> cpu.r[d] = vfp.single(2 * n);
            case FMRDH -> cpu.r[d] = vfp.single(2 * n + 1);
            case FMSRR -> {
                vfp.single(m, cpu.r[d]);
                vfp.single(m + 1, cpu.r[n]);
            }
            case FMRRS -> {
                cpu.r[d] = vfp.single(m);
                cpu.r[n] = vfp.single(m + 1);
            }
            case FMDRR -> vfp.d[m] = Arithmetic.join(cpu.r[n], cpu.r[d]);
            case FMRRD -> {
                cpu.r[d] = (int) vfp.d[m];
                cpu.r[n] = (int) (vfp.d[m] >>> 32);
            }
            case FMXR -> {
                // A write to FPSID has no effect.
                if (i.immediate() == FPSCR) {
                    vfp.writeFpscr(cpu.r[d]);
                }
            }
            case FMRX -> cpu.r[d] = i.immediate() == FPSCR ? vfp.fpscr : VfpState.FPSID;
            case FMSTAT -> cpu.setFlags(vfp.fpscr);
            default -> throw new IllegalArgumentException(i.opcode() + " is no VFP instruction");
        }
        return next;
    }

    private static int address(CpuState cpu, Instruction i) {
        int base = i.rn() == PC ? cpu.r[PC] & ~3 : cpu.r[i.rn()];
        return i.add() ? base + i.immediate() : base - i.immediate();
    }

    private static int aligned(CpuState cpu, int address) {
        LoadStoreUnit.checkAligned(address, 3);
        return Transfers.word(cpu, address);
    }

    /** In big-endian order the more significant word comes first (ARM ARM C4.1.18). */
    private static long alignedDouble(CpuState cpu, int address) {
        int first = aligned(cpu, address);
        int second = aligned(cpu, address + 4);
        return cpu.bigEndian() ? Arithmetic.join(first, second) : Arithmetic.join(second, first);
    }

    private static void storeDouble(CpuState cpu, int address, long value) {
        LoadStoreUnit.checkAligned(address, 3);
        int high = (int) (value >>> 32);
        int low = (int) value;
        Transfers.storeWord(cpu, address, cpu.bigEndian() ? high : low);
        Transfers.storeWord(cpu, address + 4, cpu.bigEndian() ? low : high);
    }

    /** The address of the first register of FLDM or FSTM. */
    private static int first(CpuState cpu, Instruction i) {
        int base = cpu.r[i.rn()];
        int address = i.add() ? base : base - i.immediate();
        LoadStoreUnit.checkAligned(address, 3);
        return address;
    }

    private static void moveBase(CpuState cpu, Instruction i) {
        if (i.writeBack()) {
            cpu.r[i.rn()] += i.add() ? i.immediate() : -i.immediate();
        }
    }

    /** Raises the fault of any of these words before a register has changed. */
    private static void touch(CpuState cpu, int address, int words) {
        for (int k = 0; k < words; k++) {
            LoadStoreUnit.load32(cpu, address + 4 * k);
        }
    }

    private static void loadSingles(CpuState cpu, Instruction i) {
        int address = first(cpu, i);
        touch(cpu, address, i.registers());
        for (int k = 0; k < i.registers(); k++) {
            cpu.vfp.single(i.rd() + k, Transfers.word(cpu, address + 4 * k));
        }
        moveBase(cpu, i);
    }

    private static void loadDoubles(CpuState cpu, Instruction i) {
        int address = first(cpu, i);
        touch(cpu, address, 2 * i.registers());
        for (int k = 0; k < i.registers(); k++) {
            cpu.vfp.d[i.rd() + k] = alignedDouble(cpu, address + 8 * k);
        }
        moveBase(cpu, i);
    }

    private static void storeSingles(CpuState cpu, Instruction i) {
        int address = first(cpu, i);
        for (int k = 0; k < i.registers(); k++) {
            Transfers.storeWord(cpu, address + 4 * k, cpu.vfp.single(i.rd() + k));
        }
        moveBase(cpu, i);
    }

    private static void storeDoubles(CpuState cpu, Instruction i) {
        int address = first(cpu, i);
        for (int k = 0; k < i.registers(); k++) {
            storeDouble(cpu, address + 8 * k, cpu.vfp.d[i.rd() + k]);
        }
        moveBase(cpu, i);
    }
}
