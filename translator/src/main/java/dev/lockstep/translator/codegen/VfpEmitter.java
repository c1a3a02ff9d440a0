package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.isa.Instruction;
import dev.lockstep.translator.codegen.InstructionEmitter.Outcome;
import dev.lockstep.translator.linkage.GuestVfp;
import dev.lockstep.vfp.VfpState;
import dev.lockstep.vfp.VfpUnit;
import org.objectweb.asm.Type;

/**
 * Emits VFP instructions. Arithmetic is a call of the {@link VfpUnit}, whose methods begin with hardware arithmetic and
 * are short enough to be inlined; loads and stores are those of all others, and change no register before
 * the last access.
 */
final class VfpEmitter {
    private static final String VFP = Type.getDescriptor(VfpState.class);
    private static final int FPSCR = 1;

    private final Assembly code;
    private final OperandEmitter operands;
    private final FlagEmitter flags;
    private final MemoryEmitter memory;

    VfpEmitter(Assembly code, OperandEmitter operands, FlagEmitter flags, MemoryEmitter memory) {
        this.code = code;
        this.operands = operands;
        this.flags = flags;
        this.memory = memory;
    }

    /** Emits one instruction. */
    Outcome emit(Instruction i, int at) {
        switch (i.opcode()) {
            case FMACS -> three(i, "mlaF32");
            case FMACD -> three(i, "mlaF64");
            case FNMACS -> three(i, "mlsF32");
            case FNMACD -> three(i, "mlsF64");
            case FMSCS -> three(i, "nmlsF32");
            case FMSCD -> three(i, "nmlsF64");
            case FNMSCS -> three(i, "nmlaF32");
            case FNMSCD -> three(i, "nmlaF64");
            case FMULS -> three(i, "mulF32");
            case FMULD -> three(i, "mulF64");
            case FNMULS -> three(i, "nmulF32");
            case FNMULD -> three(i, "nmulF64");
            case FADDS -> three(i, "addF32");
            case FADDD -> three(i, "addF64");
            case FSUBS -> three(i, "subF32");
            case FSUBD -> three(i, "subF64");
            case FDIVS -> three(i, "divF32");
            case FDIVD -> three(i, "divF64");
            case FCPYS -> two(i, "movF32");
            case FCPYD -> two(i, "movF64");
            case FABSS -> two(i, "absF32");
            case FABSD -> two(i, "absF64");
            case FNEGS -> two(i, "negF32");
            case FNEGD -> two(i, "negF64");
            case FSQRTS -> two(i, "sqrtF32");
            case FSQRTD -> two(i, "sqrtF64");
            case FCMPS -> two(i, "cmpF32");
            case FCMPD -> two(i, "cmpF64");
            case FCMPES -> two(i, "cmpeF32");
            case FCMPED -> two(i, "cmpeF64");
            case FCMPZS -> withZero(i, "cmpZeroF32");
            case FCMPZD -> withZero(i, "cmpZeroF64");
            case FCMPEZS -> withZero(i, "cmpeZeroF32");
            case FCMPEZD -> withZero(i, "cmpeZeroF64");

            case FCVTDS -> two(i, "cvtF64F32");
            case FCVTSD -> two(i, "cvtF32F64");
            case FUITOS -> two(i, "cvtF32U32");
            case FUITOD -> two(i, "cvtF64U32");
            case FSITOS -> two(i, "cvtF32S32");
            case FSITOD -> two(i, "cvtF64S32");
            case FTOUIS -> toInteger(i, "cvtU32F32", false);
            case FTOUID -> toInteger(i, "cvtU32F64", false);
            case FTOUIZS -> toInteger(i, "cvtU32F32", true);
            case FTOUIZD -> toInteger(i, "cvtU32F64", true);
            case FTOSIS -> toInteger(i, "cvtS32F32", false);
            case FTOSID -> toInteger(i, "cvtS32F64", false);
            case FTOSIZS -> toInteger(i, "cvtS32F32", true);
            case FTOSIZD -> toInteger(i, "cvtS32F64", true);

            case FLDS -> {
                address(i, at, 1, true);
                memory.load(32, 0);
                setSingle(i.rd());
            }
            case FLDD -> {
                address(i, at, 2, true);
                doubleWord(0);
                setDouble(i.rd());
            }
            case FSTS -> {
                address(i, at, 1, false);
                storeSingle(i.rd(), 0);
            }
            case FSTD -> {
                address(i, at, 2, false);
                storeDouble(i.rd(), 0);
            }
            case FLDMS -> loadSingles(i, at);
            case FLDMD -> loadDoubles(i, at);
            case FSTMS -> storeSingles(i, at);
            case FSTMD -> storeDoubles(i, at);

            case FMSR -> toVfp(i.rd(), i.rn(), at);
            case FMRS -> fromVfp(i.rd(), i.rn());
            case FMDLR -> toVfp(i.rd(), 2 * i.rn(), at);
            case FMDHR -> toVfp(i.rd(), 2 * i.rn() + 1, at);
            case FMRDL -> fromVfp(i.rd(), 2 * i.rn());
            case FMRDH -> fromVfp(i.rd(), 2 * i.rn() + 1);
            case FMSRR -> {
                toVfp(i.rd(), i.rm(), at);
                toVfp(i.rn(), i.rm() + 1, at);
            }
            case FMRRS -> {
                fromVfp(i.rd(), i.rm());
                fromVfp(i.rn(), i.rm() + 1);
            }
            case FMDRR -> {
                toVfp(i.rd(), 2 * i.rm(), at);
                toVfp(i.rn(), 2 * i.rm() + 1, at);
            }
            case FMRRD -> {
                fromVfp(i.rd(), 2 * i.rm());
                fromVfp(i.rn(), 2 * i.rm() + 1);
            }
            case FMXR -> {
                // A write to FPSID has no effect.
                if (i.immediate() == FPSCR) {
                    code.loadVfp();
                    operands.register(i.rd(), at);
                    code.method()
                            .visitMethodInsn(
                                    INVOKEVIRTUAL, Type.getInternalName(VfpState.class), "writeFpscr", "(I)V", false);
                }
            }
            case FMRX -> {
                if (i.immediate() == FPSCR) {
                    fpscr();
                } else {
                    code.push(VfpState.FPSID);
                }
                code.store(Local.register(i.rd()));
            }
            case FMSTAT -> {
                fpscr();
                flags.setAll();
            }
            default -> throw new IllegalArgumentException(i.opcode() + " is no VFP instruction");
        }
        return Outcome.DONE;
    }

    private void fpscr() {
        code.loadVfp();
        code.method().visitFieldInsn(GETFIELD, Type.getInternalName(VfpState.class), "fpscr", "I");
    }

    private void three(Instruction i, String name) {
        code.loadVfp().push(i.rd()).push(i.rn()).push(i.rm());
        code.call(VfpUnit.class, name, "(" + VFP + "III)V");
    }

    private void two(Instruction i, String name) {
        code.loadVfp().push(i.rd()).push(i.rm()).call(VfpUnit.class, name, "(" + VFP + "II)V");
    }

    private void withZero(Instruction i, String name) {
        code.loadVfp().push(i.rd()).call(VfpUnit.class, name, "(" + VFP + "I)V");
    }

    private void toInteger(Instruction i, String name, boolean toZero) {
        code.loadVfp().push(i.rd()).push(i.rm()).push(toZero ? 1 : 0);
        code.call(VfpUnit.class, name, "(" + VFP + "IIZ)V");
    }

    private void toVfp(int register, int single, int at) {
        operands.register(register, at);
        setSingle(single);
    }

    private void fromVfp(int register, int single) {
        getSingle(single);
        code.store(Local.register(register));
    }

    private void setSingle(int number) {
        code.loadVfp().push(number).call(GuestVfp.class, "setSingle", "(I" + VFP + "I)V");
    }

    private void getSingle(int number) {
        code.loadVfp().push(number).call(GuestVfp.class, "single", "(" + VFP + "I)I");
    }

    private void getDouble(int number) {
        code.loadVfp();
        code.method().visitFieldInsn(GETFIELD, Type.getInternalName(VfpState.class), "d", "[J");
        code.push(number).op(LALOAD);
    }

    private void setDouble(int number) {
        code.loadVfp().push(number).call(GuestVfp.class, "setDouble", "(J" + VFP + "I)V");
    }

    /** Locates the address of FLD or FST. */
    private void address(Instruction i, int at, int words, boolean load) {
        operands.base(i.rn(), at).push(i.immediate()).op(i.add() ? IADD : ISUB);
        memory.locateWords(i.rn(), words, load);
    }

    /** Locates the address of the first register of FLDM or FSTM. */
    private void first(Instruction i, int at, int words, boolean load) {
        operands.base(i.rn(), at);
        if (!i.add()) {
            code.push(i.immediate()).op(ISUB);
        }
        memory.locateWords(i.rn(), words, load);
    }

    private void moveBase(Instruction i) {
        if (i.writeBack()) {
            code.load(Local.register(i.rn())).push(i.immediate()).op(i.add() ? IADD : ISUB);
            code.store(Local.register(i.rn()));
        }
    }

    private void loadSingles(Instruction i, int at) {
        first(i, at, i.registers(), true);
        for (int k = 0; k < i.registers(); k++) {
            memory.load(32, 4 * k);
        }
        for (int k = i.registers() - 1; k >= 0; k--) {
            setSingle(i.rd() + k);
        }
        moveBase(i);
    }

    private void loadDoubles(Instruction i, int at) {
        first(i, at, 2 * i.registers(), true);
        for (int k = 0; k < i.registers(); k++) {
            doubleWord(8 * k);
        }
        for (int k = i.registers() - 1; k >= 0; k--) {
            setDouble(i.rd() + k);
        }
        moveBase(i);
    }

    private void storeSingles(Instruction i, int at) {
        first(i, at, i.registers(), false);
        for (int k = 0; k < i.registers(); k++) {
            storeSingle(i.rd() + k, 4 * k);
        }
        moveBase(i);
    }

    private void storeDoubles(Instruction i, int at) {
        first(i, at, 2 * i.registers(), false);
        for (int k = 0; k < i.registers(); k++) {
            storeDouble(i.rd() + k, 8 * k);
        }
        moveBase(i);
    }

    private void storeSingle(int number, int offset) {
        memory.store(32, offset, () -> getSingle(number));
    }

    /** In big-endian order the more significant word comes first. */
    private void storeDouble(int number, int offset) {
        if (memory.flat()) {
            memory.store(64, offset, () -> getDouble(number));
            return;
        }
        int first = code.state().bigEndian() ? 1 : 0;
        storeSingle(2 * number + first, offset);
        storeSingle(2 * number + 1 - first, offset + 4);
    }

    private void doubleWord(int offset) {
        if (code.state().bigEndian()) {
            memory.load(32, offset);
            memory.load(32, offset + 4);
            code.arithmetic("join", "(II)J");
        } else {
            memory.loadTwo(offset);
        }
    }
}
