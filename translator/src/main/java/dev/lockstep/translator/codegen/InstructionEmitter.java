package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.translator.analysis.Region;
import dev.lockstep.translator.analysis.Registers;
import dev.lockstep.translator.linkage.Flags;
import java.util.Locale;
import java.util.Optional;

/**
 * Emits what one instruction does to registers, flags and memory, its condition taken to hold.
 *
 * <p>An instruction changes no local before everything in it that can fault has happened. Transfers of control are
 * emitted as far as they compute something: the target of a computed one ends in the pc local.
 */
final class InstructionEmitter {
    private static final int PC = 15;

    /** What became of an instruction. */
    enum Outcome {
        /** Everything is done. */
        DONE,
        /** The pc local holds the target. */
        PC_SET,
        /** A transfer that the region emits itself. */
        TRANSFER
    }

    private final Region region;
    private final Assembly code;
    private final FlagEmitter flags;
    private final OperandEmitter operands;
    private final TransferEmitter memory;
    private final VfpEmitter vfp;
    private boolean statusChanged;

    /**
     * An emitter for one method.
     */
    InstructionEmitter(Region region, Assembly code, FlagEmitter flags, MemoryEmitter accesses) {
        this.region = region;
        this.code = code;
        this.flags = flags;
        operands = new OperandEmitter(code, flags);
        memory = new TransferEmitter(code, operands, accesses);
        vfp = new VfpEmitter(code, operands, flags, accesses);
    }

    TransferEmitter transfers() {
        return memory;
    }

    /** Whether the last instruction emitted may have changed the status register. */
    boolean statusChanged() {
        return statusChanged;
    }

    /** Emits one instruction. */
    Outcome emit(Instruction i, int at) {
        if (Registers.usesOldFlags(i)) {
            flags.makeCertain();
        }
        statusChanged = Registers.writesFlags(i);
        return switch (i.opcode()) {
            case AND, EOR, ORR, BIC, MOV, MVN, TST, TEQ -> logical(i, at);
            case ADD, CMN -> sum(i, at, false);
            case ADC -> sum(i, at, true);
            case SUB, CMP -> difference(i, at, false, false);
            case SBC -> difference(i, at, true, false);
            case RSB -> difference(i, at, false, true);
            case RSC -> difference(i, at, true, true);

            case MUL -> product(i, pair(i, at).op(IMUL));
            case MLA -> product(i, rn(i, at, pair(i, at).op(IMUL)).op(IADD));
            case UMULL -> longResult(i, pair(i, at).arithmetic("unsignedProduct", "(II)J"));
            case UMLAL -> longAccumulate(i, at, pair(i, at).arithmetic("unsignedProduct", "(II)J"));
            case SMULL -> longResult(i, signedProduct(i, at));
            case SMLAL -> longAccumulate(i, at, signedProduct(i, at));
            case UMAAL -> {
                pair(i, at);
                operands.register(i.rd(), at);
                operands.register(i.rn(), at);
                yield longResult(i, code.arithmetic("umaal", "(IIII)J"));
            }
            case SMULBB -> rd(i, halves(i, at, false, false).op(IMUL));
            case SMULBT -> rd(i, halves(i, at, false, true).op(IMUL));
            case SMULTB -> rd(i, halves(i, at, true, false).op(IMUL));
            case SMULTT -> rd(i, halves(i, at, true, true).op(IMUL));
            case SMLABB ->
                accumulate(i, at, halves(i, at, false, false, true).op(IMUL).op(I2L));
            case SMLABT ->
                accumulate(i, at, halves(i, at, false, true, true).op(IMUL).op(I2L));
            case SMLATB ->
                accumulate(i, at, halves(i, at, true, false, true).op(IMUL).op(I2L));
            case SMLATT ->
                accumulate(i, at, halves(i, at, true, true, true).op(IMUL).op(I2L));
            case SMLALBB ->
                longAccumulate(i, at, halves(i, at, false, false).op(IMUL).op(I2L));
            case SMLALBT ->
                longAccumulate(i, at, halves(i, at, false, true).op(IMUL).op(I2L));
            case SMLALTB ->
                longAccumulate(i, at, halves(i, at, true, false).op(IMUL).op(I2L));
            case SMLALTT ->
                longAccumulate(i, at, halves(i, at, true, true).op(IMUL).op(I2L));
            case SMULWB -> rd(i, wide(i, at, false).op(L2I));
            case SMULWT -> rd(i, wide(i, at, true).op(L2I));
            case SMLAWB -> {
                code.loadCpu();
                yield accumulate(i, at, wide(i, at, false));
            }
            case SMLAWT -> {
                code.loadCpu();
                yield accumulate(i, at, wide(i, at, true));
            }
            case SMUAD -> {
                statusChanged = true;
                code.loadCpu();
                yield rd(i, dual(i, at, "dualSum").accumulate());
            }
            case SMUSD -> rd(i, dual(i, at, "dualDifference").op(L2I));
            case SMLAD -> {
                code.loadCpu();
                yield accumulate(i, at, dual(i, at, "dualSum"));
            }
            case SMLSD -> {
                code.loadCpu();
                yield accumulate(i, at, dual(i, at, "dualDifference"));
            }
            case SMLALD -> longAccumulate(i, at, dual(i, at, "dualSum"));
            case SMLSLD -> longAccumulate(i, at, dual(i, at, "dualDifference"));
            case SMMUL -> rd(i, rounding(i, pair(i, at)).arithmetic("smmul", "(IIJ)I"));
            case SMMLA -> rd(i, rounding(i, rn(i, at, pair(i, at))).arithmetic("smmla", "(IIIJ)I"));
            case SMMLS -> rd(i, rounding(i, rn(i, at, pair(i, at))).arithmetic("smmls", "(IIIJ)I"));

            case CLZ -> rd(i, rm(i, at).call(Integer.class, "numberOfLeadingZeros", "(I)I"));
            case QADD, QSUB, QDADD, QDSUB -> {
                code.loadCpu();
                rm(i, at);
                yield saturating(i, rn(i, at, code));
            }
            case SSAT, USAT -> {
                code.loadCpu();
                operands.shifted(i, at);
                yield saturating(i, code.push(i.immediate()));
            }
            case SSAT16, USAT16 -> {
                code.loadCpu();
                rm(i, at);
                yield saturating(i, code.push(i.immediate()));
            }
            case SADD16, SASX, SSAX, SSUB16, SADD8, SSUB8 -> parallel(i, at, true);
            case UADD16, UASX, USAX, USUB16, UADD8, USUB8 -> parallel(i, at, true);
            case QADD16, QASX, QSAX, QSUB16, QADD8, QSUB8 -> parallel(i, at, false);
            case SHADD16, SHASX, SHSAX, SHSUB16, SHADD8, SHSUB8 -> parallel(i, at, false);
            case UQADD16, UQASX, UQSAX, UQSUB16, UQADD8, UQSUB8 -> parallel(i, at, false);
            case UHADD16, UHASX, UHSAX, UHSUB16, UHADD8, UHSUB8 -> parallel(i, at, false);

            case SEL -> {
                code.loadCpu();
                rn(i, at, code);
                yield rd(i, rm(i, at).saturating("sel"));
            }
            case PKHBT, PKHTB -> {
                rn(i, at, code);
                operands.shifted(i, at);
                yield rd(i, code.arithmetic(name(i), 2));
            }
            case SXTB -> rd(i, rotated(i, at).op(I2B));
            case SXTH -> rd(i, rotated(i, at).op(I2S));
            case SXTB16 -> rd(i, rotated(i, at).arithmetic("sxtb16", 1));
            case UXTB -> rd(i, rotated(i, at).push(0xff).op(IAND));
            case UXTH -> rd(i, rotated(i, at).push(0xffff).op(IAND));
            case UXTB16 -> rd(i, rotated(i, at).arithmetic("uxtb16", 1));
            case SXTAB -> rd(i, rn(i, at, rotated(i, at).op(I2B)).op(IADD));
            case SXTAH -> rd(i, rn(i, at, rotated(i, at).op(I2S)).op(IADD));
            case SXTAB16 -> rd(i, addHalves(i, at, "sxtb16"));
            case UXTAB -> rd(i, rn(i, at, rotated(i, at).push(0xff).op(IAND)).op(IADD));
            case UXTAH -> rd(i, rn(i, at, rotated(i, at).push(0xffff).op(IAND)).op(IADD));
            case UXTAB16 -> rd(i, addHalves(i, at, "uxtb16"));
            case REV -> rd(i, rm(i, at).call(Integer.class, "reverseBytes", "(I)I"));
            case REV16 -> rd(i, rm(i, at).arithmetic("rev16", 1));
            case REVSH -> rd(i, rm(i, at).arithmetic("revsh", 1));
            case USAD8 -> rd(i, pair(i, at).arithmetic("usad8", 2));
            case USADA8 -> rd(i, rn(i, at, pair(i, at).arithmetic("usad8", 2)).op(IADD));

            case LDR, LDRT -> literal(i, at).orElseGet(() -> changesState(memory.load(i, at, 32, NOP)));
            case LDRB, LDRBT -> memory.load(i, at, 8, NOP);
            case LDRH -> memory.load(i, at, 16, NOP);
            case LDRSB -> memory.load(i, at, 8, I2B);
            case LDRSH -> memory.load(i, at, 16, I2S);
            case LDRD -> memory.loadDouble(i, at);
            case STR, STRT -> memory.store(i, at, 32);
            case STRB, STRBT -> memory.store(i, at, 8);
            case STRH -> memory.store(i, at, 16);
            case STRD -> memory.storeDouble(i, at);
            case LDM -> changesState(memory.loadMultiple(i, at));
            case STM -> memory.storeMultiple(i, at);
            case SWP -> memory.swap(i, at, "swap32");
            case SWPB -> memory.swap(i, at, "swap8");
            case LDREX -> memory.loadExclusive(i, at, 4);
            case LDREXB -> memory.loadExclusive(i, at, 1);
            case LDREXH -> memory.loadExclusive(i, at, 2);
            case LDREXD -> memory.loadExclusive(i, at, 8);
            case STREX -> memory.storeExclusive(i, at, 4);
            case STREXB -> memory.storeExclusive(i, at, 1);
            case STREXH -> memory.storeExclusive(i, at, 2);
            case STREXD -> memory.storeExclusive(i, at, 8);
            case CLREX -> {
                code.loadCpu().push(0);
                code.method().visitFieldInsn(PUTFIELD, Assembly.CPU_STATE, "exclusive", "Z");
                yield Outcome.DONE;
            }

            case ADR -> rd(i, operands.base(PC, at).push(i.immediate()).op(IADD));
            case LDR_LITERAL -> literal(i, at).orElseGet(() -> memory.loadLiteral(i, at));
            case BX, BXJ -> {
                rm(i, at);
                memory.setPcInterworking();
                yield changesState(Outcome.PC_SET);
            }
            case MRS -> {
                flags.pushStatus();
                yield rd(i, code);
            }
            case MSR -> {
                flags.save();
                code.loadCpu()
                        .call(Flags.class, "leave", "(Ldev/lockstep/cpu/CpuState;)V")
                        .loadCpu();
                operands.flexible(i, at);
                code.push(i.registers());
                code.method().visitMethodInsn(INVOKEVIRTUAL, Assembly.CPU_STATE, "writeCpsrFields", "(II)V", false);
                code.loadCpu().call(Flags.class, "enter", "(Ldev/lockstep/cpu/CpuState;)V");
                flags.forget();
                yield Outcome.DONE;
            }
            case MRC_TPIDRURW -> rd(i, code.getField("threadId"));
            case MRC_TPIDRURO -> rd(i, code.push(0));
            case MCR_TPIDRURW -> {
                code.loadCpu();
                operands.register(i.rd(), at).putField("threadId");
                yield Outcome.DONE;
            }
            // One that changes the order of data is a transfer of control.
            case SETEND -> Outcome.DONE;
            case NOP, YIELD, WFE, WFI, SEV, PLD, ISB, DSB, DMB -> Outcome.DONE;

            case FMACS, FMACD, FNMACS, FNMACD, FMSCS, FMSCD, FNMSCS, FNMSCD -> vfp.emit(i, at);
            case FMULS, FMULD, FNMULS, FNMULD, FADDS, FADDD, FSUBS, FSUBD, FDIVS, FDIVD -> vfp.emit(i, at);
            case FCPYS, FCPYD, FABSS, FABSD, FNEGS, FNEGD, FSQRTS, FSQRTD -> vfp.emit(i, at);
            case FCMPS, FCMPD, FCMPES, FCMPED, FCMPZS, FCMPZD, FCMPEZS, FCMPEZD -> vfp.emit(i, at);
            case FCVTDS, FCVTSD, FUITOS, FUITOD, FSITOS, FSITOD -> vfp.emit(i, at);
            case FTOUIS, FTOUID, FTOUIZS, FTOUIZD, FTOSIS, FTOSID, FTOSIZS, FTOSIZD -> vfp.emit(i, at);
            case FLDS, FLDD, FSTS, FSTD, FLDMS, FLDMD, FSTMS, FSTMD -> vfp.emit(i, at);
            case FMSR, FMRS, FMDLR, FMDHR, FMRDL, FMRDH, FMSRR, FMRRS, FMDRR, FMRRD -> vfp.emit(i, at);
            case FMXR, FMRX, FMSTAT -> vfp.emit(i, at);

            case B, BL, BLX, BLX_IMMEDIATE, SVC, BKPT, SYSTEM, UNDEFINED, UNPREDICTABLE -> Outcome.TRANSFER;
        };
    }

    /** Empty when it is not a constant that is loaded. */
    private Optional<Outcome> literal(Instruction i, int at) {
        return Registers.literal(i, at)
                .map(region.literals()::get)
                .map(word -> rd(i, code.push(region.state().bigEndian() ? Integer.reverseBytes(word) : word)));
    }

    /** Where the pc was set, it may have been to the other instruction set. */
    private Outcome changesState(Outcome outcome) {
        statusChanged = outcome == Outcome.PC_SET;
        return outcome;
    }

    private Outcome logical(Instruction i, int at) {
        boolean setsCarry = Registers.writesFlags(i) && OperandEmitter.shiftsOut(i);
        if (setsCarry) {
            operands.carryOut(i, at);
            code.store(Local.SCRATCH);
        }
        if (i.opcode() != Opcode.MOV && i.opcode() != Opcode.MVN) {
            rn(i, at, code);
        }
        operands.flexible(i, at);
        switch (i.opcode()) {
            case AND, TST -> code.op(IAND);
            case EOR, TEQ -> code.op(IXOR);
            case ORR -> code.op(IOR);
            case BIC -> code.op(ICONST_M1).op(IXOR).op(IAND);
            case MVN -> code.op(ICONST_M1).op(IXOR);
            default -> {}
        }
        if (setsCarry) {
            flags.setCarry(Local.SCRATCH);
        }
        if (Registers.writesFlags(i)) {
            flags.setResult();
        }
        return i.opcode() == Opcode.TST || i.opcode() == Opcode.TEQ ? dropped() : rd(i, code);
    }

    private Outcome sum(Instruction i, int at, boolean withCarry) {
        boolean sets = Registers.writesFlags(i);
        if (withCarry) {
            flags.pushCarry();
            code.store(Local.SCRATCH);
        }
        rn(i, at, code);
        operands.flexible(i, at);
        if (sets) {
            code.op(DUP).store(Local.B).op(SWAP).op(DUP).store(Local.A);
        }
        code.op(IADD);
        if (withCarry) {
            code.load(Local.SCRATCH).op(IADD);
        }
        if (sets) {
            flags.setSum();
        }
        return i.opcode() == Opcode.CMN ? dropped() : rd(i, code);
    }

    private Outcome difference(Instruction i, int at, boolean withCarry, boolean reverse) {
        boolean sets = Registers.writesFlags(i);
        if (withCarry) {
            flags.pushCarry();
            code.store(Local.SCRATCH);
        }
        if (reverse) {
            operands.flexible(i, at);
            rn(i, at, code);
        } else {
            rn(i, at, code);
            operands.flexible(i, at);
        }
        if (i.opcode() == Opcode.CMP) {
            flags.setDifference();
            return Outcome.DONE;
        }
        if (withCarry) {
            if (sets) {
                code.op(DUP2).op(ICONST_M1).op(IXOR).store(Local.B).store(Local.A);
            }
            code.op(ISUB).load(Local.SCRATCH).op(IADD).op(ICONST_1).op(ISUB);
            if (sets) {
                flags.setSum();
            }
            return rd(i, code);
        }
        if (sets) {
            code.op(DUP2);
            flags.setDifference();
        }
        return rd(i, code.op(ISUB));
    }

    private Outcome dropped() {
        code.op(POP);
        return Outcome.DONE;
    }

    /** Stores the value on the stack; into the pc it is a branch without a change of state. */
    private Outcome rd(Instruction i, Assembly value) {
        if (i.rd() == PC) {
            if (i.thumb()) {
                value.push(1).op(IOR).store(Local.PC);
            } else {
                value.push(-4).op(IAND).store(Local.PC);
            }
            return Outcome.PC_SET;
        }
        value.store(Local.register(i.rd()));
        return Outcome.DONE;
    }

    private Outcome product(Instruction i, Assembly value) {
        if (i.setFlags()) {
            flags.setResult();
        }
        return rd(i, value);
    }

    private Outcome longResult(Instruction i, Assembly value) {
        value.op(DUP2).op(L2I).store(Local.register(i.rn()));
        value.push(32).op(LUSHR).op(L2I).store(Local.register(i.rd()));
        if (i.setFlags()) {
            flags.keepCarryAndOverflow();
            code.load(Local.register(i.rd())).op(DUP).store(Local.N);
            code.load(Local.register(i.rn())).op(IOR).store(Local.Z);
        }
        return Outcome.DONE;
    }

    private Outcome longAccumulate(Instruction i, int at, Assembly value) {
        operands.register(i.rd(), at);
        operands.register(i.rn(), at);
        return longResult(i, value.arithmetic("join", "(II)J").op(LADD));
    }

    /** Processor and exact product on the stack: adds Rn, sets Q. */
    private Outcome accumulate(Instruction i, int at, Assembly product) {
        statusChanged = true;
        return rd(i, rn(i, at, product).op(I2L).op(LADD).accumulate());
    }

    private Assembly dual(Instruction i, int at, String name) {
        rm(i, at);
        operands.register(i.rs(), at);
        if (i.exchange()) {
            code.push(16).call(Integer.class, "rotateRight", "(II)I");
        }
        return code.arithmetic(name, "(II)J");
    }

    private Outcome saturating(Instruction i, Assembly value) {
        statusChanged = true;
        return rd(i, value.saturating(name(i)));
    }

    private Outcome parallel(Instruction i, int at, boolean setsGe) {
        statusChanged = setsGe;
        code.loadCpu();
        rn(i, at, code);
        return rd(i, rm(i, at).parallel(name(i)));
    }

    private Assembly addHalves(Instruction i, int at, String extend) {
        rn(i, at, code);
        return rotated(i, at).arithmetic(extend, 1).arithmetic("addHalves", 2);
    }

    private Assembly rotated(Instruction i, int at) {
        rm(i, at);
        return i.shiftAmount() == 0 ? code : code.push(i.shiftAmount()).call(Integer.class, "rotateRight", "(II)I");
    }

    private Assembly rounding(Instruction i, Assembly value) {
        return value.push(i.exchange() ? 0x80000000L : 0L);
    }

    private Assembly wide(Instruction i, int at, boolean top) {
        rm(i, at);
        half(i.rs(), at, top);
        return code.arithmetic("wide", "(II)J");
    }

    private Assembly halves(Instruction i, int at, boolean topM, boolean topS, boolean cpuFirst) {
        if (cpuFirst) {
            code.loadCpu();
        }
        return halves(i, at, topM, topS);
    }

    private Assembly halves(Instruction i, int at, boolean topM, boolean topS) {
        half(i.rm(), at, topM);
        return half(i.rs(), at, topS);
    }

    private Assembly half(int register, int at, boolean top) {
        operands.register(register, at);
        return top ? code.push(16).op(ISHR) : code.op(I2S);
    }

    private Assembly signedProduct(Instruction i, int at) {
        rm(i, at).op(I2L);
        operands.register(i.rs(), at).op(I2L);
        return code.op(LMUL);
    }

    private Assembly pair(Instruction i, int at) {
        rm(i, at);
        return operands.register(i.rs(), at);
    }

    private Assembly rm(Instruction i, int at) {
        return operands.register(i.rm(), at);
    }

    /** Rn on top of what is there. */
    private Assembly rn(Instruction i, int at, Assembly below) {
        operands.register(i.rn(), at);
        return below;
    }

    private static String name(Instruction i) {
        return i.opcode().name().toLowerCase(Locale.ROOT);
    }
}
