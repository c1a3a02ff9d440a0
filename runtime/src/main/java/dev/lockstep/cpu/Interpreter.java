package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.LR;
import static dev.lockstep.cpu.CpuState.PC;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.MemoryFault;

/**
 * Executes one instruction at a time, precisely: an instruction that faults has changed nothing, and after each one that
 * retires the profile's step event is taken.
 *
 * <p>While an instruction executes, {@code r[15]} holds its address + 8, as the architecture shows it to operands. Each
 * case of {@link #execute} returns the address of the next instruction. Stateless but for the profile; allocates nothing
 * while no instruction faults.
 */
public final class Interpreter {
    private final boolean hashes;
    private final boolean countsSelfBranch;

    public Interpreter(Profile profile) {
        hashes = profile.hashes();
        countsSelfBranch = profile.countsSelfBranch();
    }

    /**
     * Executes until the budget is used up.
     *
     * @return BUDGET, CALL or FAULT
     */
    public StopReason run(CpuState cpu) {
        return run(cpu, false);
    }

    /**
     * Executes until the budget is used up or a branch was taken.
     *
     * @return BUDGET, CALL, FAULT, or BRANCH when the last instruction went elsewhere than to the one behind it
     */
    public StopReason runToBranch(CpuState cpu) {
        return run(cpu, true);
    }

    private StopReason run(CpuState cpu, boolean toBranch) {
        int[] r = cpu.r;
        int pc = r[PC];
        cpu.forgetFetched();
        try {
            while (cpu.budget > 0) {
                Instruction instruction = fetch(cpu, pc);
                int following = pc + instruction.size();
                int next = following;
                if (!instruction.conditional() || Conditions.holds(cpu, instruction.condition())) {
                    r[PC] = pc + instruction.pipeline();
                    next = execute(cpu, instruction, following);
                    if (next == pc && cpu.stop != null) {
                        return stopped(cpu, pc);
                    }
                }
                int before = pc;
                pc = next;
                cpu.budget--;
                if (hashes) {
                    if (next != before || countsSelfBranch) {
                        r[PC] = next;
                        cpu.stepEvent();
                    } else {
                        cpu.silent++;
                    }
                }
                if (toBranch && next != following) {
                    r[PC] = pc;
                    return StopReason.BRANCH;
                }
            }
            r[PC] = pc;
            return StopReason.BUDGET;
        } catch (MemoryFault fault) {
            r[PC] = pc;
            cpu.fault = describe(fault);
            return StopReason.FAULT;
        }
    }

    private static Instruction fetch(CpuState cpu, int pc) {
        boolean thumb = cpu.thumb();
        if (pc >>> 12 != cpu.fetchedPage) {
            cpu.fetched = cpu.code.pageForFetch(cpu, pc).of(thumb);
            cpu.fetchedPage = pc >>> 12;
        }
        Instruction instruction = cpu.fetched[Instructions.index(pc, thumb)];
        return instruction != null ? instruction : cpu.code.decode(cpu, pc, thumb);
    }

    /**
     * One instruction whose condition holds.
     *
     * @return the address of the next instruction; its own with {@code cpu.stop} set when it does not retire
     */
    private static int execute(CpuState cpu, Instruction i, int next) {
        int[] r = cpu.r;
        return switch (i.opcode()) {
            case AND -> logical(cpu, i, next, r[i.rn()] & operand(cpu, i));
            case EOR -> logical(cpu, i, next, r[i.rn()] ^ operand(cpu, i));
            case ORR -> logical(cpu, i, next, r[i.rn()] | operand(cpu, i));
            case BIC -> logical(cpu, i, next, r[i.rn()] & ~operand(cpu, i));
            case MOV -> logical(cpu, i, next, operand(cpu, i));
            case MVN -> logical(cpu, i, next, ~operand(cpu, i));
            case TST -> test(cpu, i, next, r[i.rn()] & operand(cpu, i));
            case TEQ -> test(cpu, i, next, r[i.rn()] ^ operand(cpu, i));
            case ADD -> add(cpu, i, next, r[i.rn()], operand(cpu, i), 0);
            case ADC -> add(cpu, i, next, r[i.rn()], operand(cpu, i), cpu.c);
            case SUB -> add(cpu, i, next, r[i.rn()], ~operand(cpu, i), 1);
            case SBC -> add(cpu, i, next, r[i.rn()], ~operand(cpu, i), cpu.c);
            case RSB -> add(cpu, i, next, operand(cpu, i), ~r[i.rn()], 1);
            case RSC -> add(cpu, i, next, operand(cpu, i), ~r[i.rn()], cpu.c);
            case CMN -> compare(cpu, next, r[i.rn()], operand(cpu, i), 0);
            case CMP -> compare(cpu, next, r[i.rn()], ~operand(cpu, i), 1);

            case MUL -> product(cpu, i, next, r[i.rm()] * r[i.rs()]);
            case MLA -> product(cpu, i, next, r[i.rm()] * r[i.rs()] + r[i.rn()]);
            case UMULL -> longProduct(cpu, i, next, Arithmetic.unsignedProduct(r[i.rm()], r[i.rs()]));
            case UMLAL ->
                longProduct(cpu, i, next, Arithmetic.unsignedProduct(r[i.rm()], r[i.rs()]) + accumulator(r, i));
            case SMULL -> longProduct(cpu, i, next, (long) r[i.rm()] * r[i.rs()]);
            case SMLAL -> longProduct(cpu, i, next, (long) r[i.rm()] * r[i.rs()] + accumulator(r, i));
            case UMAAL -> longProduct(cpu, i, next, Arithmetic.umaal(r[i.rm()], r[i.rs()], r[i.rd()], r[i.rn()]));
            case SMULBB -> set(r, i, next, bottom(r[i.rm()]) * bottom(r[i.rs()]));
            case SMULBT -> set(r, i, next, bottom(r[i.rm()]) * top(r[i.rs()]));
            case SMULTB -> set(r, i, next, top(r[i.rm()]) * bottom(r[i.rs()]));
            case SMULTT -> set(r, i, next, top(r[i.rm()]) * top(r[i.rs()]));
            case SMLABB -> accumulate(cpu, i, next, bottom(r[i.rm()]) * bottom(r[i.rs()]));
            case SMLABT -> accumulate(cpu, i, next, bottom(r[i.rm()]) * top(r[i.rs()]));
            case SMLATB -> accumulate(cpu, i, next, top(r[i.rm()]) * bottom(r[i.rs()]));
            case SMLATT -> accumulate(cpu, i, next, top(r[i.rm()]) * top(r[i.rs()]));
            case SMLALBB -> longProduct(cpu, i, next, accumulator(r, i) + bottom(r[i.rm()]) * bottom(r[i.rs()]));
            case SMLALBT -> longProduct(cpu, i, next, accumulator(r, i) + bottom(r[i.rm()]) * top(r[i.rs()]));
            case SMLALTB -> longProduct(cpu, i, next, accumulator(r, i) + top(r[i.rm()]) * bottom(r[i.rs()]));
            case SMLALTT -> longProduct(cpu, i, next, accumulator(r, i) + top(r[i.rm()]) * top(r[i.rs()]));
            case SMULWB -> set(r, i, next, (int) Arithmetic.wide(r[i.rm()], bottom(r[i.rs()])));
            case SMULWT -> set(r, i, next, (int) Arithmetic.wide(r[i.rm()], top(r[i.rs()])));
            case SMLAWB -> accumulate(cpu, i, next, Arithmetic.wide(r[i.rm()], bottom(r[i.rs()])));
            case SMLAWT -> accumulate(cpu, i, next, Arithmetic.wide(r[i.rm()], top(r[i.rs()])));
            case SMUAD -> set(r, i, next, Arithmetic.accumulate(cpu, Arithmetic.dualSum(r[i.rm()], exchanged(r, i))));
            case SMUSD -> set(r, i, next, (int) Arithmetic.dualDifference(r[i.rm()], exchanged(r, i)));
            case SMLAD -> accumulate(cpu, i, next, Arithmetic.dualSum(r[i.rm()], exchanged(r, i)));
            case SMLSD -> accumulate(cpu, i, next, Arithmetic.dualDifference(r[i.rm()], exchanged(r, i)));
            case SMLALD ->
                longProduct(cpu, i, next, accumulator(r, i) + Arithmetic.dualSum(r[i.rm()], exchanged(r, i)));
            case SMLSLD ->
                longProduct(cpu, i, next, accumulator(r, i) + Arithmetic.dualDifference(r[i.rm()], exchanged(r, i)));
            case SMMUL -> set(r, i, next, Arithmetic.smmul(r[i.rm()], r[i.rs()], rounding(i)));
            case SMMLA -> set(r, i, next, Arithmetic.smmla(r[i.rm()], r[i.rs()], r[i.rn()], rounding(i)));
            case SMMLS -> set(r, i, next, Arithmetic.smmls(r[i.rm()], r[i.rs()], r[i.rn()], rounding(i)));

            case CLZ -> set(r, i, next, Integer.numberOfLeadingZeros(r[i.rm()]));
            case QADD -> set(r, i, next, Arithmetic.qadd(cpu, r[i.rm()], r[i.rn()]));
            case QSUB -> set(r, i, next, Arithmetic.qsub(cpu, r[i.rm()], r[i.rn()]));
            case QDADD -> set(r, i, next, Arithmetic.qdadd(cpu, r[i.rm()], r[i.rn()]));
            case QDSUB -> set(r, i, next, Arithmetic.qdsub(cpu, r[i.rm()], r[i.rn()]));
            case SSAT -> set(r, i, next, Arithmetic.ssat(cpu, shifted(cpu, i), i.immediate()));
            case USAT -> set(r, i, next, Arithmetic.usat(cpu, shifted(cpu, i), i.immediate()));
            case SSAT16 -> set(r, i, next, Arithmetic.ssat16(cpu, r[i.rm()], i.immediate()));
            case USAT16 -> set(r, i, next, Arithmetic.usat16(cpu, r[i.rm()], i.immediate()));

            case SADD16 -> set(r, i, next, ParallelArithmetic.sadd16(cpu, r[i.rn()], r[i.rm()]));
            case SASX -> set(r, i, next, ParallelArithmetic.sasx(cpu, r[i.rn()], r[i.rm()]));
            case SSAX -> set(r, i, next, ParallelArithmetic.ssax(cpu, r[i.rn()], r[i.rm()]));
            case SSUB16 -> set(r, i, next, ParallelArithmetic.ssub16(cpu, r[i.rn()], r[i.rm()]));
            case SADD8 -> set(r, i, next, ParallelArithmetic.sadd8(cpu, r[i.rn()], r[i.rm()]));
            case SSUB8 -> set(r, i, next, ParallelArithmetic.ssub8(cpu, r[i.rn()], r[i.rm()]));
            case QADD16 -> set(r, i, next, ParallelArithmetic.qadd16(cpu, r[i.rn()], r[i.rm()]));
            case QASX -> set(r, i, next, ParallelArithmetic.qasx(cpu, r[i.rn()], r[i.rm()]));
            case QSAX -> set(r, i, next, ParallelArithmetic.qsax(cpu, r[i.rn()], r[i.rm()]));
            case QSUB16 -> set(r, i, next, ParallelArithmetic.qsub16(cpu, r[i.rn()], r[i.rm()]));
            case QADD8 -> set(r, i, next, ParallelArithmetic.qadd8(cpu, r[i.rn()], r[i.rm()]));
            case QSUB8 -> set(r, i, next, ParallelArithmetic.qsub8(cpu, r[i.rn()], r[i.rm()]));
            case SHADD16 -> set(r, i, next, ParallelArithmetic.shadd16(cpu, r[i.rn()], r[i.rm()]));
            case SHASX -> set(r, i, next, ParallelArithmetic.shasx(cpu, r[i.rn()], r[i.rm()]));
            case SHSAX -> set(r, i, next, ParallelArithmetic.shsax(cpu, r[i.rn()], r[i.rm()]));
            case SHSUB16 -> set(r, i, next, ParallelArithmetic.shsub16(cpu, r[i.rn()], r[i.rm()]));
            case SHADD8 -> set(r, i, next, ParallelArithmetic.shadd8(cpu, r[i.rn()], r[i.rm()]));
            case SHSUB8 -> set(r, i, next, ParallelArithmetic.shsub8(cpu, r[i.rn()], r[i.rm()]));
            case UADD16 -> set(r, i, next, ParallelArithmetic.uadd16(cpu, r[i.rn()], r[i.rm()]));
            case UASX -> set(r, i, next, ParallelArithmetic.uasx(cpu, r[i.rn()], r[i.rm()]));
            case USAX -> set(r, i, next, ParallelArithmetic.usax(cpu, r[i.rn()], r[i.rm()]));
            case USUB16 -> set(r, i, next, ParallelArithmetic.usub16(cpu, r[i.rn()], r[i.rm()]));
            case UADD8 -> set(r, i, next, ParallelArithmetic.uadd8(cpu, r[i.rn()], r[i.rm()]));
            case USUB8 -> set(r, i, next, ParallelArithmetic.usub8(cpu, r[i.rn()], r[i.rm()]));
            case UQADD16 -> set(r, i, next, ParallelArithmetic.uqadd16(cpu, r[i.rn()], r[i.rm()]));
            case UQASX -> set(r, i, next, ParallelArithmetic.uqasx(cpu, r[i.rn()], r[i.rm()]));
            case UQSAX -> set(r, i, next, ParallelArithmetic.uqsax(cpu, r[i.rn()], r[i.rm()]));
            case UQSUB16 -> set(r, i, next, ParallelArithmetic.uqsub16(cpu, r[i.rn()], r[i.rm()]));
            case UQADD8 -> set(r, i, next, ParallelArithmetic.uqadd8(cpu, r[i.rn()], r[i.rm()]));
            case UQSUB8 -> set(r, i, next, ParallelArithmetic.uqsub8(cpu, r[i.rn()], r[i.rm()]));
            case UHADD16 -> set(r, i, next, ParallelArithmetic.uhadd16(cpu, r[i.rn()], r[i.rm()]));
            case UHASX -> set(r, i, next, ParallelArithmetic.uhasx(cpu, r[i.rn()], r[i.rm()]));
            case UHSAX -> set(r, i, next, ParallelArithmetic.uhsax(cpu, r[i.rn()], r[i.rm()]));
            case UHSUB16 -> set(r, i, next, ParallelArithmetic.uhsub16(cpu, r[i.rn()], r[i.rm()]));
            case UHADD8 -> set(r, i, next, ParallelArithmetic.uhadd8(cpu, r[i.rn()], r[i.rm()]));
            case UHSUB8 -> set(r, i, next, ParallelArithmetic.uhsub8(cpu, r[i.rn()], r[i.rm()]));

            case SEL -> set(r, i, next, Arithmetic.sel(cpu, r[i.rn()], r[i.rm()]));
            case PKHBT -> set(r, i, next, Arithmetic.pkhbt(r[i.rn()], shifted(cpu, i)));
            case PKHTB -> set(r, i, next, Arithmetic.pkhtb(r[i.rn()], shifted(cpu, i)));
            case SXTB -> set(r, i, next, (byte) rotated(r, i));
            case SXTH -> set(r, i, next, (short) rotated(r, i));
            case SXTB16 -> set(r, i, next, Arithmetic.sxtb16(rotated(r, i)));
            case UXTB -> set(r, i, next, rotated(r, i) & 0xff);
            case UXTH -> set(r, i, next, rotated(r, i) & 0xffff);
            case UXTB16 -> set(r, i, next, Arithmetic.uxtb16(rotated(r, i)));
            case SXTAB -> set(r, i, next, r[i.rn()] + (byte) rotated(r, i));
            case SXTAH -> set(r, i, next, r[i.rn()] + (short) rotated(r, i));
            case SXTAB16 -> set(r, i, next, Arithmetic.addHalves(r[i.rn()], Arithmetic.sxtb16(rotated(r, i))));
            case UXTAB -> set(r, i, next, r[i.rn()] + (rotated(r, i) & 0xff));
            case UXTAH -> set(r, i, next, r[i.rn()] + (rotated(r, i) & 0xffff));
            case UXTAB16 -> set(r, i, next, Arithmetic.addHalves(r[i.rn()], Arithmetic.uxtb16(rotated(r, i))));
            case REV -> set(r, i, next, Integer.reverseBytes(r[i.rm()]));
            case REV16 -> set(r, i, next, Arithmetic.rev16(r[i.rm()]));
            case REVSH -> set(r, i, next, Arithmetic.revsh(r[i.rm()]));
            case USAD8 -> set(r, i, next, Arithmetic.usad8(r[i.rm()], r[i.rs()]));
            case USADA8 -> set(r, i, next, Arithmetic.usad8(r[i.rm()], r[i.rs()]) + r[i.rn()]);

            case LDR, LDRT -> Transfers.loadWord(cpu, i, next);
            case LDRB, LDRBT -> Transfers.loadByte(cpu, i, next);
            case LDRH -> Transfers.loadHalf(cpu, i, next);
            case LDRSB -> Transfers.loadSignedByte(cpu, i, next);
            case LDRSH -> Transfers.loadSignedHalf(cpu, i, next);
            case LDRD -> Transfers.loadDouble(cpu, i, next);
            case STR, STRT -> Transfers.storeWord(cpu, i, next);
            case STRB, STRBT -> Transfers.storeByte(cpu, i, next);
            case STRH -> Transfers.storeHalf(cpu, i, next);
            case STRD -> Transfers.storeDouble(cpu, i, next);
            case LDM -> Transfers.loadMultiple(cpu, i, next);
            case STM -> Transfers.storeMultiple(cpu, i, next);
            case SWP -> Transfers.swapWord(cpu, i, next);
            case SWPB -> Transfers.swapByte(cpu, i, next);
            case LDREX -> Transfers.loadExclusive(cpu, i, next, 4);
            case LDREXB -> Transfers.loadExclusive(cpu, i, next, 1);
            case LDREXH -> Transfers.loadExclusive(cpu, i, next, 2);
            case LDREXD -> Transfers.loadExclusive(cpu, i, next, 8);
            case STREX -> Transfers.storeExclusive(cpu, i, next, 4);
            case STREXB -> Transfers.storeExclusive(cpu, i, next, 1);
            case STREXH -> Transfers.storeExclusive(cpu, i, next, 2);
            case STREXD -> Transfers.storeExclusive(cpu, i, next, 8);
            case CLREX -> {
                cpu.exclusive = false;
                yield next;
            }

            case B -> r[PC] + i.immediate();
            case BL -> {
                r[LR] = returnAddress(i, next);
                yield r[PC] + i.immediate();
            }
            case BX, BXJ -> cpu.interworkingBranch(r[i.rm()]);
            case BLX -> {
                int target = r[i.rm()];
                r[LR] = returnAddress(i, next);
                yield cpu.interworkingBranch(target);
            }
            case BLX_IMMEDIATE -> {
                r[LR] = returnAddress(i, next);
                yield cpu.interworkingBranch(i.thumb() ? (r[PC] & ~3) + i.immediate() : r[PC] + i.immediate() | 1);
            }

            case ADR -> set(r, i, next, (r[PC] & ~3) + i.immediate());
            case LDR_LITERAL -> Transfers.loadLiteral(cpu, i, next);
            case SETEND -> {
                cpu.setBigEndian(i.immediate() != 0);
                yield next;
            }

            case MRS -> set(r, i, next, cpu.cpsr());
            case MSR -> writeStatus(cpu, i, next);
            case MRC_TPIDRURW -> set(r, i, next, cpu.threadId);
            // Nobody has written it: the kernel has no use for it.
            case MRC_TPIDRURO -> set(r, i, next, 0);
            case MCR_TPIDRURW -> {
                cpu.threadId = r[i.rd()];
                yield next;
            }
            case NOP, YIELD, WFE, WFI, SEV, PLD, ISB, DSB, DMB -> next;

            case FMACS, FMACD, FNMACS, FNMACD, FMSCS, FMSCD, FNMSCS, FNMSCD -> VfpInstructions.execute(cpu, i, next);
            case FMULS, FMULD, FNMULS, FNMULD, FADDS, FADDD, FSUBS, FSUBD, FDIVS, FDIVD ->
                VfpInstructions.execute(cpu, i, next);
            case FCPYS, FCPYD, FABSS, FABSD, FNEGS, FNEGD, FSQRTS, FSQRTD -> VfpInstructions.execute(cpu, i, next);
            case FCMPS, FCMPD, FCMPES, FCMPED, FCMPZS, FCMPZD, FCMPEZS, FCMPEZD ->
                VfpInstructions.execute(cpu, i, next);
            case FCVTDS, FCVTSD, FUITOS, FUITOD, FSITOS, FSITOD -> VfpInstructions.execute(cpu, i, next);
            case FTOUIS, FTOUID, FTOUIZS, FTOUIZD, FTOSIS, FTOSID, FTOSIZS, FTOSIZD ->
                VfpInstructions.execute(cpu, i, next);
            case FLDS, FLDD, FSTS, FSTD, FLDMS, FLDMD, FSTMS, FSTMD -> VfpInstructions.execute(cpu, i, next);
            case FMSR, FMRS, FMDLR, FMDHR, FMRDL, FMRDH, FMSRR, FMRRS, FMDRR, FMRRD ->
                VfpInstructions.execute(cpu, i, next);
            case FMXR, FMRX, FMSTAT -> VfpInstructions.execute(cpu, i, next);

            case SVC -> stop(cpu, i, next, StopReason.CALL);
            case BKPT -> fault(cpu, i, next, Fault.Kind.BREAKPOINT);
            case UNDEFINED -> fault(cpu, i, next, Fault.Kind.UNDEFINED);
            case UNPREDICTABLE -> fault(cpu, i, next, Fault.Kind.UNPREDICTABLE);
        };
    }

    private static int writeStatus(CpuState cpu, Instruction i, int next) {
        cpu.writeCpsrFields(operand(cpu, i), i.registers());
        return next;
    }

    private static int fault(CpuState cpu, Instruction i, int next, Fault.Kind kind) {
        cpu.fault = new Fault(kind, next - i.size());
        return stop(cpu, i, next, StopReason.FAULT);
    }

    /** Does not retire: the next instruction is this one again. */
    private static int stop(CpuState cpu, Instruction i, int next, StopReason reason) {
        cpu.stop = reason;
        return next - i.size();
    }

    /** Writes Rd; a write to the pc branches without a change of state (ARM ARM A2.7). */
    static int set(int[] r, Instruction i, int next, int value) {
        r[i.rd()] = value;
        return i.rd() != PC ? next : i.thumb() ? value & ~1 : value & ~3;
    }

    /** What a call leaves in lr: the state is in bit 0. */
    private static int returnAddress(Instruction i, int next) {
        return i.thumb() ? next | 1 : next;
    }

    private static int logical(CpuState cpu, Instruction i, int next, int result) {
        if (i.setFlags()) {
            setLogicalFlags(cpu, i, result);
        }
        return set(cpu.r, i, next, result);
    }

    private static int test(CpuState cpu, Instruction i, int next, int result) {
        setLogicalFlags(cpu, i, result);
        return next;
    }

    private static void setLogicalFlags(CpuState cpu, Instruction i, int result) {
        cpu.c = shifterCarry(cpu, i);
        cpu.n = result;
        cpu.z = result;
    }

    private static int add(CpuState cpu, Instruction i, int next, int a, int b, int carry) {
        if (i.setFlags()) {
            compare(cpu, next, a, b, carry);
        }
        return set(cpu.r, i, next, a + b + carry);
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

    private static int product(CpuState cpu, Instruction i, int next, int result) {
        if (i.setFlags()) {
            cpu.n = result;
            cpu.z = result;
        }
        return set(cpu.r, i, next, result);
    }

    private static int longProduct(CpuState cpu, Instruction i, int next, long result) {
        int high = (int) (result >>> 32);
        if (i.setFlags()) {
            cpu.n = high;
            cpu.z = high | (int) result;
        }
        cpu.r[i.rn()] = (int) result;
        cpu.r[i.rd()] = high;
        return next;
    }

    private static int accumulate(CpuState cpu, Instruction i, int next, long product) {
        return set(cpu.r, i, next, Arithmetic.accumulate(cpu, product + cpu.r[i.rn()]));
    }

    private static long accumulator(int[] r, Instruction i) {
        return Arithmetic.join(r[i.rd()], r[i.rn()]);
    }

    private static int bottom(int value) {
        return (short) value;
    }

    private static int top(int value) {
        return value >> 16;
    }

    private static int exchanged(int[] r, Instruction i) {
        return i.exchange() ? Integer.rotateRight(r[i.rs()], 16) : r[i.rs()];
    }

    private static long rounding(Instruction i) {
        return i.exchange() ? 0x80000000L : 0;
    }

    private static int rotated(int[] r, Instruction i) {
        return Integer.rotateRight(r[i.rm()], i.shiftAmount());
    }

    /** Rm through the shifter, by an immediate amount. */
    static int shifted(CpuState cpu, Instruction i) {
        return Shifter.value(i.shift(), cpu.r[i.rm()], i.shiftAmount(), cpu.c);
    }

    /** The flexible operand's value. */
    private static int operand(CpuState cpu, Instruction i) {
        return switch (i.operand()) {
            case NONE, IMMEDIATE -> i.immediate();
            case REGISTER -> i.shiftAmount() == 0 ? cpu.r[i.rm()] : shifted(cpu, i);
            case REGISTER_SHIFTED_BY_REGISTER -> Shifter.value(i.shift(), cpu.r[i.rm()], cpu.r[i.rs()] & 0xff, cpu.c);
        };
    }

    /** The shifter's carry-out. */
    private static int shifterCarry(CpuState cpu, Instruction i) {
        return switch (i.operand()) {
            case NONE, IMMEDIATE -> i.shiftAmount() == 0 ? cpu.c : i.immediate() >>> 31;
            case REGISTER -> Shifter.carry(i.shift(), cpu.r[i.rm()], i.shiftAmount(), cpu.c);
            case REGISTER_SHIFTED_BY_REGISTER -> Shifter.carry(i.shift(), cpu.r[i.rm()], cpu.r[i.rs()] & 0xff, cpu.c);
        };
    }

    private static StopReason stopped(CpuState cpu, int pc) {
        StopReason reason = cpu.stop;
        cpu.stop = null;
        cpu.r[PC] = pc;
        return reason;
    }

    private static Fault describe(MemoryFault fault) {
        Fault.Kind kind =
                switch (fault.kind()) {
                    case READ -> Fault.Kind.READ;
                    case WRITE -> Fault.Kind.WRITE;
                    case EXECUTE -> Fault.Kind.EXECUTE;
                    case ALIGNMENT -> Fault.Kind.ALIGNMENT;
                    case OUT_OF_MEMORY -> Fault.Kind.OUT_OF_MEMORY;
                };
        return new Fault(kind, fault.address());
    }
}
