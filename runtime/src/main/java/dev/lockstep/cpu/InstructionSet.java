package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.LR;
import static dev.lockstep.cpu.CpuState.PC;
import static dev.lockstep.cpu.ShifterOperand.operand;
import static dev.lockstep.cpu.ShifterOperand.shifted;

import dev.lockstep.isa.Opcode;

/** What every instruction does, by opcode; those of loads and stores and of the VFP are told in classes of their own. */
final class InstructionSet {
    private InstructionSet() {}

    @FunctionalInterface
    private interface ParallelOperation {
        int apply(CpuState cpu, int n, int m);
    }

    /** What instructions of an opcode do. */
    static Semantics semantics(Opcode opcode) {
        return switch (opcode) {
            case AND -> (cpu, r, f, i, next) -> logical(cpu, f, i, next, r[i.rn] & operand(cpu, f, i));
            case EOR -> (cpu, r, f, i, next) -> logical(cpu, f, i, next, r[i.rn] ^ operand(cpu, f, i));
            case ORR -> (cpu, r, f, i, next) -> logical(cpu, f, i, next, r[i.rn] | operand(cpu, f, i));
            case BIC -> (cpu, r, f, i, next) -> logical(cpu, f, i, next, r[i.rn] & ~operand(cpu, f, i));
            case MOV -> (cpu, r, f, i, next) -> logical(cpu, f, i, next, operand(cpu, f, i));
            case MVN -> (cpu, r, f, i, next) -> logical(cpu, f, i, next, ~operand(cpu, f, i));
            case TST -> (cpu, r, f, i, next) -> test(cpu, f, i, next, r[i.rn] & operand(cpu, f, i));
            case TEQ -> (cpu, r, f, i, next) -> test(cpu, f, i, next, r[i.rn] ^ operand(cpu, f, i));
            case ADD -> (cpu, r, f, i, next) -> add(cpu, f, i, next, r[i.rn], operand(cpu, f, i), 0);
            case ADC -> (cpu, r, f, i, next) -> add(cpu, f, i, next, r[i.rn], operand(cpu, f, i), cpu.c);
            case SUB -> (cpu, r, f, i, next) -> add(cpu, f, i, next, r[i.rn], ~operand(cpu, f, i), 1);
            case SBC -> (cpu, r, f, i, next) -> add(cpu, f, i, next, r[i.rn], ~operand(cpu, f, i), cpu.c);
            case RSB -> (cpu, r, f, i, next) -> add(cpu, f, i, next, operand(cpu, f, i), ~r[i.rn], 1);
            case RSC -> (cpu, r, f, i, next) -> add(cpu, f, i, next, operand(cpu, f, i), ~r[i.rn], cpu.c);
            case CMN -> (cpu, r, f, i, next) -> compare(cpu, next, r[i.rn], operand(cpu, f, i), 0);
            case CMP -> (cpu, r, f, i, next) -> compare(cpu, next, r[i.rn], ~operand(cpu, f, i), 1);

            case MUL -> (cpu, r, f, i, next) -> product(cpu, f, i, next, r[i.rm] * r[i.rs]);
            case MLA -> (cpu, r, f, i, next) -> product(cpu, f, i, next, r[i.rm] * r[i.rs] + r[i.rn]);
            case UMULL ->
                (cpu, r, f, i, next) -> longProduct(cpu, f, i, next, Arithmetic.unsignedProduct(r[i.rm], r[i.rs]));
            case UMLAL ->
                (cpu, r, f, i, next) ->
                        longProduct(cpu, f, i, next, Arithmetic.unsignedProduct(r[i.rm], r[i.rs]) + accumulator(r, i));
            case SMULL -> (cpu, r, f, i, next) -> longProduct(cpu, f, i, next, (long) r[i.rm] * r[i.rs]);
            case SMLAL ->
                (cpu, r, f, i, next) -> longProduct(cpu, f, i, next, (long) r[i.rm] * r[i.rs] + accumulator(r, i));
            case UMAAL ->
                (cpu, r, f, i, next) ->
                        longProduct(cpu, f, i, next, Arithmetic.umaal(r[i.rm], r[i.rs], r[i.rd], r[i.rn]));
            case SMULBB -> (cpu, r, f, i, next) -> set(r, f, i, next, bottom(r[i.rm]) * bottom(r[i.rs]));
            case SMULBT -> (cpu, r, f, i, next) -> set(r, f, i, next, bottom(r[i.rm]) * top(r[i.rs]));
            case SMULTB -> (cpu, r, f, i, next) -> set(r, f, i, next, top(r[i.rm]) * bottom(r[i.rs]));
            case SMULTT -> (cpu, r, f, i, next) -> set(r, f, i, next, top(r[i.rm]) * top(r[i.rs]));
            case SMLABB -> (cpu, r, f, i, next) -> accumulate(cpu, f, i, next, bottom(r[i.rm]) * bottom(r[i.rs]));
            case SMLABT -> (cpu, r, f, i, next) -> accumulate(cpu, f, i, next, bottom(r[i.rm]) * top(r[i.rs]));
            case SMLATB -> (cpu, r, f, i, next) -> accumulate(cpu, f, i, next, top(r[i.rm]) * bottom(r[i.rs]));
            case SMLATT -> (cpu, r, f, i, next) -> accumulate(cpu, f, i, next, top(r[i.rm]) * top(r[i.rs]));
            case SMLALBB ->
                (cpu, r, f, i, next) ->
                        longProduct(cpu, f, i, next, accumulator(r, i) + bottom(r[i.rm]) * bottom(r[i.rs]));
            case SMLALBT ->
                (cpu, r, f, i, next) ->
                        longProduct(cpu, f, i, next, accumulator(r, i) + bottom(r[i.rm]) * top(r[i.rs]));
            case SMLALTB ->
                (cpu, r, f, i, next) ->
                        longProduct(cpu, f, i, next, accumulator(r, i) + top(r[i.rm]) * bottom(r[i.rs]));
            case SMLALTT ->
                (cpu, r, f, i, next) -> longProduct(cpu, f, i, next, accumulator(r, i) + top(r[i.rm]) * top(r[i.rs]));
            case SMULWB -> (cpu, r, f, i, next) -> set(r, f, i, next, (int) Arithmetic.wide(r[i.rm], bottom(r[i.rs])));
            case SMULWT -> (cpu, r, f, i, next) -> set(r, f, i, next, (int) Arithmetic.wide(r[i.rm], top(r[i.rs])));
            case SMLAWB ->
                (cpu, r, f, i, next) -> accumulate(cpu, f, i, next, Arithmetic.wide(r[i.rm], bottom(r[i.rs])));
            case SMLAWT -> (cpu, r, f, i, next) -> accumulate(cpu, f, i, next, Arithmetic.wide(r[i.rm], top(r[i.rs])));
            case SMUAD ->
                (cpu, r, f, i, next) ->
                        set(r, f, i, next, Arithmetic.accumulate(cpu, Arithmetic.dualSum(r[i.rm], exchanged(r, f, i))));
            case SMUSD ->
                (cpu, r, f, i, next) ->
                        set(r, f, i, next, (int) Arithmetic.dualDifference(r[i.rm], exchanged(r, f, i)));
            case SMLAD ->
                (cpu, r, f, i, next) -> accumulate(cpu, f, i, next, Arithmetic.dualSum(r[i.rm], exchanged(r, f, i)));
            case SMLSD ->
                (cpu, r, f, i, next) ->
                        accumulate(cpu, f, i, next, Arithmetic.dualDifference(r[i.rm], exchanged(r, f, i)));
            case SMLALD ->
                (cpu, r, f, i, next) -> longProduct(
                        cpu, f, i, next, accumulator(r, i) + Arithmetic.dualSum(r[i.rm], exchanged(r, f, i)));
            case SMLSLD ->
                (cpu, r, f, i, next) -> longProduct(
                        cpu, f, i, next, accumulator(r, i) + Arithmetic.dualDifference(r[i.rm], exchanged(r, f, i)));
            case SMMUL -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.smmul(r[i.rm], r[i.rs], rounding(f)));
            case SMMLA ->
                (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.smmla(r[i.rm], r[i.rs], r[i.rn], rounding(f)));
            case SMMLS ->
                (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.smmls(r[i.rm], r[i.rs], r[i.rn], rounding(f)));

            case CLZ -> (cpu, r, f, i, next) -> set(r, f, i, next, Integer.numberOfLeadingZeros(r[i.rm]));
            case QADD -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.qadd(cpu, r[i.rm], r[i.rn]));
            case QSUB -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.qsub(cpu, r[i.rm], r[i.rn]));
            case QDADD -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.qdadd(cpu, r[i.rm], r[i.rn]));
            case QDSUB -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.qdsub(cpu, r[i.rm], r[i.rn]));
            case SSAT ->
                (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.ssat(cpu, shifted(cpu, f, i), i.immediate));
            case USAT ->
                (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.usat(cpu, shifted(cpu, f, i), i.immediate));
            case SSAT16 -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.ssat16(cpu, r[i.rm], i.immediate));
            case USAT16 -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.usat16(cpu, r[i.rm], i.immediate));

            case SADD16 -> parallel(ParallelArithmetic::sadd16);
            case SASX -> parallel(ParallelArithmetic::sasx);
            case SSAX -> parallel(ParallelArithmetic::ssax);
            case SSUB16 -> parallel(ParallelArithmetic::ssub16);
            case SADD8 -> parallel(ParallelArithmetic::sadd8);
            case SSUB8 -> parallel(ParallelArithmetic::ssub8);
            case QADD16 -> parallel(ParallelArithmetic::qadd16);
            case QASX -> parallel(ParallelArithmetic::qasx);
            case QSAX -> parallel(ParallelArithmetic::qsax);
            case QSUB16 -> parallel(ParallelArithmetic::qsub16);
            case QADD8 -> parallel(ParallelArithmetic::qadd8);
            case QSUB8 -> parallel(ParallelArithmetic::qsub8);
            case SHADD16 -> parallel(ParallelArithmetic::shadd16);
            case SHASX -> parallel(ParallelArithmetic::shasx);
            case SHSAX -> parallel(ParallelArithmetic::shsax);
            case SHSUB16 -> parallel(ParallelArithmetic::shsub16);
            case SHADD8 -> parallel(ParallelArithmetic::shadd8);
            case SHSUB8 -> parallel(ParallelArithmetic::shsub8);
            case UADD16 -> parallel(ParallelArithmetic::uadd16);
            case UASX -> parallel(ParallelArithmetic::uasx);
            case USAX -> parallel(ParallelArithmetic::usax);
            case USUB16 -> parallel(ParallelArithmetic::usub16);
            case UADD8 -> parallel(ParallelArithmetic::uadd8);
            case USUB8 -> parallel(ParallelArithmetic::usub8);
            case UQADD16 -> parallel(ParallelArithmetic::uqadd16);
            case UQASX -> parallel(ParallelArithmetic::uqasx);
            case UQSAX -> parallel(ParallelArithmetic::uqsax);
            case UQSUB16 -> parallel(ParallelArithmetic::uqsub16);
            case UQADD8 -> parallel(ParallelArithmetic::uqadd8);
            case UQSUB8 -> parallel(ParallelArithmetic::uqsub8);
            case UHADD16 -> parallel(ParallelArithmetic::uhadd16);
            case UHASX -> parallel(ParallelArithmetic::uhasx);
            case UHSAX -> parallel(ParallelArithmetic::uhsax);
            case UHSUB16 -> parallel(ParallelArithmetic::uhsub16);
            case UHADD8 -> parallel(ParallelArithmetic::uhadd8);
            case UHSUB8 -> parallel(ParallelArithmetic::uhsub8);

            case SEL -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.sel(cpu, r[i.rn], r[i.rm]));
            case PKHBT -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.pkhbt(r[i.rn], shifted(cpu, f, i)));
            case PKHTB -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.pkhtb(r[i.rn], shifted(cpu, f, i)));
            case SXTB -> (cpu, r, f, i, next) -> set(r, f, i, next, (byte) rotated(r, i));
            case SXTH -> (cpu, r, f, i, next) -> set(r, f, i, next, (short) rotated(r, i));
            case SXTB16 -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.sxtb16(rotated(r, i)));
            case UXTB -> (cpu, r, f, i, next) -> set(r, f, i, next, rotated(r, i) & 0xff);
            case UXTH -> (cpu, r, f, i, next) -> set(r, f, i, next, rotated(r, i) & 0xffff);
            case UXTB16 -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.uxtb16(rotated(r, i)));
            case SXTAB -> (cpu, r, f, i, next) -> set(r, f, i, next, r[i.rn] + (byte) rotated(r, i));
            case SXTAH -> (cpu, r, f, i, next) -> set(r, f, i, next, r[i.rn] + (short) rotated(r, i));
            case SXTAB16 ->
                (cpu, r, f, i, next) ->
                        set(r, f, i, next, Arithmetic.addHalves(r[i.rn], Arithmetic.sxtb16(rotated(r, i))));
            case UXTAB -> (cpu, r, f, i, next) -> set(r, f, i, next, r[i.rn] + (rotated(r, i) & 0xff));
            case UXTAH -> (cpu, r, f, i, next) -> set(r, f, i, next, r[i.rn] + (rotated(r, i) & 0xffff));
            case UXTAB16 ->
                (cpu, r, f, i, next) ->
                        set(r, f, i, next, Arithmetic.addHalves(r[i.rn], Arithmetic.uxtb16(rotated(r, i))));
            case REV -> (cpu, r, f, i, next) -> set(r, f, i, next, Integer.reverseBytes(r[i.rm]));
            case REV16 -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.rev16(r[i.rm]));
            case REVSH -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.revsh(r[i.rm]));
            case USAD8 -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.usad8(r[i.rm], r[i.rs]));
            case USADA8 -> (cpu, r, f, i, next) -> set(r, f, i, next, Arithmetic.usad8(r[i.rm], r[i.rs]) + r[i.rn]);

            case LDR -> (cpu, r, f, i, next) -> Transfers.loadWord(cpu, f, i, next);
            case LDRT -> (cpu, r, f, i, next) -> Transfers.asUser(cpu, f, i, next, Transfers::loadWord);
            case LDRB -> (cpu, r, f, i, next) -> Transfers.loadByte(cpu, f, i, next);
            case LDRBT -> (cpu, r, f, i, next) -> Transfers.asUser(cpu, f, i, next, Transfers::loadByte);
            case LDRH -> (cpu, r, f, i, next) -> Transfers.loadHalf(cpu, f, i, next);
            case LDRSB -> (cpu, r, f, i, next) -> Transfers.loadSignedByte(cpu, f, i, next);
            case LDRSH -> (cpu, r, f, i, next) -> Transfers.loadSignedHalf(cpu, f, i, next);
            case LDRD -> (cpu, r, f, i, next) -> Transfers.loadDouble(cpu, f, i, next);
            case STR -> (cpu, r, f, i, next) -> Transfers.storeWord(cpu, f, i, next);
            case STRT -> (cpu, r, f, i, next) -> Transfers.asUser(cpu, f, i, next, Transfers::storeWord);
            case STRB -> (cpu, r, f, i, next) -> Transfers.storeByte(cpu, f, i, next);
            case STRBT -> (cpu, r, f, i, next) -> Transfers.asUser(cpu, f, i, next, Transfers::storeByte);
            case STRH -> (cpu, r, f, i, next) -> Transfers.storeHalf(cpu, f, i, next);
            case STRD -> (cpu, r, f, i, next) -> Transfers.storeDouble(cpu, f, i, next);
            case LDM -> (cpu, r, f, i, next) -> Transfers.loadMultiple(cpu, f, i, next);
            case STM -> (cpu, r, f, i, next) -> Transfers.storeMultiple(cpu, f, i, next);
            case SWP -> (cpu, r, f, i, next) -> Transfers.swapWord(cpu, i, next);
            case SWPB -> (cpu, r, f, i, next) -> Transfers.swapByte(cpu, i, next);
            case LDREX -> (cpu, r, f, i, next) -> Transfers.loadExclusive(cpu, i, next, 4);
            case LDREXB -> (cpu, r, f, i, next) -> Transfers.loadExclusive(cpu, i, next, 1);
            case LDREXH -> (cpu, r, f, i, next) -> Transfers.loadExclusive(cpu, i, next, 2);
            case LDREXD -> (cpu, r, f, i, next) -> Transfers.loadExclusive(cpu, i, next, 8);
            case STREX -> (cpu, r, f, i, next) -> Transfers.storeExclusive(cpu, i, next, 4);
            case STREXB -> (cpu, r, f, i, next) -> Transfers.storeExclusive(cpu, i, next, 1);
            case STREXH -> (cpu, r, f, i, next) -> Transfers.storeExclusive(cpu, i, next, 2);
            case STREXD -> (cpu, r, f, i, next) -> Transfers.storeExclusive(cpu, i, next, 8);
            case CLREX ->
                (cpu, r, f, i, next) -> {
                    cpu.exclusive = false;
                    return next;
                };

            case B -> (cpu, r, f, i, next) -> r[PC] + i.immediate;
            case BL ->
                (cpu, r, f, i, next) -> {
                    r[LR] = returnAddress(f, next);
                    return r[PC] + i.immediate;
                };
            case BX, BXJ -> (cpu, r, f, i, next) -> cpu.interworkingBranch(r[i.rm]);
            case BLX ->
                (cpu, r, f, i, next) -> {
                    int target = r[i.rm];
                    r[LR] = returnAddress(f, next);
                    return cpu.interworkingBranch(target);
                };
            case BLX_IMMEDIATE ->
                (cpu, r, f, i, next) -> {
                    r[LR] = returnAddress(f, next);
                    return cpu.interworkingBranch(f.thumb() ? (r[PC] & ~3) + i.immediate : r[PC] + i.immediate | 1);
                };

            case ADR -> (cpu, r, f, i, next) -> set(r, f, i, next, (r[PC] & ~3) + i.immediate);
            case LDR_LITERAL -> (cpu, r, f, i, next) -> Transfers.loadLiteral(cpu, f, i, next);
            case SETEND ->
                (cpu, r, f, i, next) -> {
                    cpu.setBigEndian(i.immediate != 0);
                    return next;
                };

            case MRS -> (cpu, r, f, i, next) -> set(r, f, i, next, cpu.cpsr());
            case MSR -> (cpu, r, f, i, next) -> writeStatus(cpu, f, i, next);
            case MRC_TPIDRURW -> (cpu, r, f, i, next) -> set(r, f, i, next, cpu.threadId);
            // Nobody has written it: the kernel has no use for it.
            case MRC_TPIDRURO -> (cpu, r, f, i, next) -> set(r, f, i, next, 0);
            case MCR_TPIDRURW ->
                (cpu, r, f, i, next) -> {
                    cpu.threadId = r[i.rd];
                    return next;
                };
            case NOP, YIELD, WFE, WFI, SEV, PLD, ISB, DSB, DMB -> (cpu, r, f, i, next) -> next;

            case FMACS, FMACD, FNMACS, FNMACD, FMSCS, FMSCD, FNMSCS, FNMSCD -> VfpInstructions.semantics(opcode);
            case FMULS, FMULD, FNMULS, FNMULD, FADDS, FADDD, FSUBS, FSUBD, FDIVS, FDIVD ->
                VfpInstructions.semantics(opcode);
            case FCPYS, FCPYD, FABSS, FABSD, FNEGS, FNEGD, FSQRTS, FSQRTD -> VfpInstructions.semantics(opcode);
            case FCMPS, FCMPD, FCMPES, FCMPED, FCMPZS, FCMPZD, FCMPEZS, FCMPEZD -> VfpInstructions.semantics(opcode);
            case FCVTDS, FCVTSD, FUITOS, FUITOD, FSITOS, FSITOD -> VfpInstructions.semantics(opcode);
            case FTOUIS, FTOUID, FTOUIZS, FTOUIZD, FTOSIS, FTOSID, FTOSIZS, FTOSIZD ->
                VfpInstructions.semantics(opcode);
            case FLDS, FLDD, FSTS, FSTD, FLDMS, FLDMD, FSTMS, FSTMD -> VfpInstructions.semantics(opcode);
            case FMSR, FMRS, FMDLR, FMDHR, FMRDL, FMRDH, FMSRR, FMRRS, FMDRR, FMRRD ->
                VfpInstructions.semantics(opcode);
            case FMXR, FMRX, FMSTAT -> VfpInstructions.semantics(opcode);

            case SVC -> (cpu, r, f, i, next) -> call(cpu, f, i, next);
            case BKPT -> (cpu, r, f, i, next) -> fault(cpu, f, next, Fault.Kind.BREAKPOINT);
            case SYSTEM -> (cpu, r, f, i, next) -> cpu.system.execute(cpu, i.instruction, next);
            case UNDEFINED -> (cpu, r, f, i, next) -> fault(cpu, f, next, Fault.Kind.UNDEFINED);
            case UNPREDICTABLE -> (cpu, r, f, i, next) -> fault(cpu, f, next, Fault.Kind.UNPREDICTABLE);
        };
    }

    /** An instruction that sets Rd to what a function makes of Rn and Rm, and may set GE. */
    private static Semantics parallel(ParallelOperation operation) {
        return (cpu, r, f, i, next) -> set(r, f, i, next, operation.apply(cpu, r[i.rn], r[i.rm]));
    }

    private static int writeStatus(CpuState cpu, Form f, Decoded i, int next) {
        cpu.writeCpsrFields(operand(cpu, f, i), i.registers);
        return next;
    }

    private static int fault(CpuState cpu, Form f, int next, Fault.Kind kind) {
        return cpu.refuse(kind, next - f.size());
    }

    /** Does not retire: the next instruction is this one again. */
    private static int call(CpuState cpu, Form f, Decoded i, int next) {
        cpu.callComment = i.immediate;
        return stop(cpu, f, next, StopReason.CALL);
    }

    private static int stop(CpuState cpu, Form f, int next, StopReason reason) {
        cpu.stop = reason;
        return next - f.size();
    }

    /** Writes Rd; a write to the pc branches without a change of state (ARM ARM A2.7). */
    static int set(int[] r, Form f, Decoded i, int next, int value) {
        r[i.rd] = value;
        return !f.rdIsPc() ? next : f.thumb() ? value & ~1 : value & ~3;
    }

    /** What a call leaves in lr: the state is in bit 0. */
    private static int returnAddress(Form f, int next) {
        return f.thumb() ? next | 1 : next;
    }

    private static int logical(CpuState cpu, Form f, Decoded i, int next, int result) {
        if (f.setFlags()) {
            if (f.rdIsPc()) {
                return cpu.system.returnFromException(cpu, next, result);
            }
            setLogicalFlags(cpu, f, i, result);
        }
        return set(cpu.r, f, i, next, result);
    }

    private static int test(CpuState cpu, Form f, Decoded i, int next, int result) {
        setLogicalFlags(cpu, f, i, result);
        return next;
    }

    private static void setLogicalFlags(CpuState cpu, Form f, Decoded i, int result) {
        cpu.c = ShifterOperand.carryOut(cpu, f, i);
        cpu.n = result;
        cpu.z = result;
    }

    private static int add(CpuState cpu, Form f, Decoded i, int next, int a, int b, int carry) {
        if (f.setFlags()) {
            if (f.rdIsPc()) {
                return cpu.system.returnFromException(cpu, next, a + b + carry);
            }
            compare(cpu, next, a, b, carry);
        }
        return set(cpu.r, f, i, next, a + b + carry);
    }

    /** Sets the flags of {@code a + b + carry}. */
    private static int compare(CpuState cpu, int next, int a, int b, int carry) {
        int sum = a + b + carry;
        cpu.n = sum;
        cpu.z = sum;
        cpu.c = Arithmetic.carryOut(a, b, sum);
        cpu.v = Arithmetic.overflow(a, b, sum);
        return next;
    }

    private static int product(CpuState cpu, Form f, Decoded i, int next, int result) {
        if (f.setFlags()) {
            cpu.n = result;
            cpu.z = result;
        }
        return set(cpu.r, f, i, next, result);
    }

    private static int longProduct(CpuState cpu, Form f, Decoded i, int next, long result) {
        int high = (int) (result >>> 32);
        if (f.setFlags()) {
            cpu.n = high;
            cpu.z = high | (int) result;
        }
        cpu.r[i.rn] = (int) result;
        cpu.r[i.rd] = high;
        return next;
    }

    private static int accumulate(CpuState cpu, Form f, Decoded i, int next, long product) {
        return set(cpu.r, f, i, next, Arithmetic.accumulate(cpu, product + cpu.r[i.rn]));
    }

    private static long accumulator(int[] r, Decoded i) {
        return Arithmetic.join(r[i.rd], r[i.rn]);
    }

    private static int bottom(int value) {
        return (short) value;
    }

    private static int top(int value) {
        return value >> 16;
    }

    private static int exchanged(int[] r, Form f, Decoded i) {
        return f.exchange() ? Integer.rotateRight(r[i.rs], 16) : r[i.rs];
    }

    private static long rounding(Form f) {
        return f.exchange() ? 0x80000000L : 0;
    }

    private static int rotated(int[] r, Decoded i) {
        return Integer.rotateRight(r[i.rm], i.shiftAmount);
    }
}
