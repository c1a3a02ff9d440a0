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
     * @return BUDGET, CALL, FAULT, or BRANCH when the last instruction went elsewhere than to the next word
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
                if (instruction == null) {
                    cpu.fault = new Fault(Fault.Kind.THUMB, pc);
                    r[PC] = pc;
                    return StopReason.FAULT;
                }
                int next = pc + 4;
                if (!instruction.conditional() || Conditions.holds(cpu, instruction.condition())) {
                    r[PC] = pc + 8;
                    next = execute(cpu, instruction, pc);
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
                if (toBranch && next != before + 4) {
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

    /** The instruction at the pc, or null in Thumb state. */
    private static Instruction fetch(CpuState cpu, int pc) {
        if (pc >>> 12 != cpu.fetchedPage) {
            if (cpu.thumb()) {
                return null;
            }
            cpu.fetched = cpu.code.pageForFetch(cpu, pc);
            cpu.fetchedPage = pc >>> 12;
        }
        Instruction instruction = cpu.fetched.slots[Instructions.index(pc)];
        return instruction != null ? instruction : cpu.code.decode(cpu, pc);
    }

    /**
     * One instruction whose condition holds.
     *
     * @return the address of the next instruction; its own with {@code cpu.stop} set when it does not retire
     */
    private static int execute(CpuState cpu, Instruction i, int pc) {
        int[] r = cpu.r;
        return switch (i.opcode()) {
            case AND -> logical(cpu, i, pc, r[i.rn()] & operand(cpu, i));
            case EOR -> logical(cpu, i, pc, r[i.rn()] ^ operand(cpu, i));
            case ORR -> logical(cpu, i, pc, r[i.rn()] | operand(cpu, i));
            case BIC -> logical(cpu, i, pc, r[i.rn()] & ~operand(cpu, i));
            case MOV -> logical(cpu, i, pc, operand(cpu, i));
            case MVN -> logical(cpu, i, pc, ~operand(cpu, i));
            case TST -> test(cpu, i, pc, r[i.rn()] & operand(cpu, i));
            case TEQ -> test(cpu, i, pc, r[i.rn()] ^ operand(cpu, i));
            case ADD -> add(cpu, i, pc, r[i.rn()], operand(cpu, i), 0);
            case ADC -> add(cpu, i, pc, r[i.rn()], operand(cpu, i), cpu.c);
            case SUB -> add(cpu, i, pc, r[i.rn()], ~operand(cpu, i), 1);
            case SBC -> add(cpu, i, pc, r[i.rn()], ~operand(cpu, i), cpu.c);
            case RSB -> add(cpu, i, pc, operand(cpu, i), ~r[i.rn()], 1);
            case RSC -> add(cpu, i, pc, operand(cpu, i), ~r[i.rn()], cpu.c);
            case CMN -> compare(cpu, pc, r[i.rn()], operand(cpu, i), 0);
            case CMP -> compare(cpu, pc, r[i.rn()], ~operand(cpu, i), 1);

            case MUL -> product(cpu, i, pc, r[i.rm()] * r[i.rs()]);
            case MLA -> product(cpu, i, pc, r[i.rm()] * r[i.rs()] + r[i.rn()]);
            case UMULL -> longProduct(cpu, i, pc, Arithmetic.unsignedProduct(r[i.rm()], r[i.rs()]));
            case UMLAL -> longProduct(cpu, i, pc, Arithmetic.unsignedProduct(r[i.rm()], r[i.rs()]) + accumulator(r, i));
            case SMULL -> longProduct(cpu, i, pc, (long) r[i.rm()] * r[i.rs()]);
            case SMLAL -> longProduct(cpu, i, pc, (long) r[i.rm()] * r[i.rs()] + accumulator(r, i));
            case UMAAL -> longProduct(cpu, i, pc, Arithmetic.umaal(r[i.rm()], r[i.rs()], r[i.rd()], r[i.rn()]));
            case SMULBB -> set(r, i, pc, bottom(r[i.rm()]) * bottom(r[i.rs()]));
            case SMULBT -> set(r, i, pc, bottom(r[i.rm()]) * top(r[i.rs()]));
            case SMULTB -> set(r, i, pc, top(r[i.rm()]) * bottom(r[i.rs()]));
            case SMULTT -> set(r, i, pc, top(r[i.rm()]) * top(r[i.rs()]));
            case SMLABB -> accumulate(cpu, i, pc, bottom(r[i.rm()]) * bottom(r[i.rs()]));
            case SMLABT -> accumulate(cpu, i, pc, bottom(r[i.rm()]) * top(r[i.rs()]));
            case SMLATB -> accumulate(cpu, i, pc, top(r[i.rm()]) * bottom(r[i.rs()]));
            case SMLATT -> accumulate(cpu, i, pc, top(r[i.rm()]) * top(r[i.rs()]));
            case SMLALBB -> longProduct(cpu, i, pc, accumulator(r, i) + bottom(r[i.rm()]) * bottom(r[i.rs()]));
            case SMLALBT -> longProduct(cpu, i, pc, accumulator(r, i) + bottom(r[i.rm()]) * top(r[i.rs()]));
            case SMLALTB -> longProduct(cpu, i, pc, accumulator(r, i) + top(r[i.rm()]) * bottom(r[i.rs()]));
            case SMLALTT -> longProduct(cpu, i, pc, accumulator(r, i) + top(r[i.rm()]) * top(r[i.rs()]));
            case SMULWB -> set(r, i, pc, (int) Arithmetic.wide(r[i.rm()], bottom(r[i.rs()])));
            case SMULWT -> set(r, i, pc, (int) Arithmetic.wide(r[i.rm()], top(r[i.rs()])));
            case SMLAWB -> accumulate(cpu, i, pc, Arithmetic.wide(r[i.rm()], bottom(r[i.rs()])));
            case SMLAWT -> accumulate(cpu, i, pc, Arithmetic.wide(r[i.rm()], top(r[i.rs()])));
            case SMUAD -> set(r, i, pc, Arithmetic.accumulate(cpu, Arithmetic.dualSum(r[i.rm()], exchanged(r, i))));
            case SMUSD -> set(r, i, pc, (int) Arithmetic.dualDifference(r[i.rm()], exchanged(r, i)));
            case SMLAD -> accumulate(cpu, i, pc, Arithmetic.dualSum(r[i.rm()], exchanged(r, i)));
            case SMLSD -> accumulate(cpu, i, pc, Arithmetic.dualDifference(r[i.rm()], exchanged(r, i)));
            case SMLALD -> longProduct(cpu, i, pc, accumulator(r, i) + Arithmetic.dualSum(r[i.rm()], exchanged(r, i)));
            case SMLSLD ->
                longProduct(cpu, i, pc, accumulator(r, i) + Arithmetic.dualDifference(r[i.rm()], exchanged(r, i)));
            case SMMUL -> set(r, i, pc, Arithmetic.smmul(r[i.rm()], r[i.rs()], rounding(i)));
            case SMMLA -> set(r, i, pc, Arithmetic.smmla(r[i.rm()], r[i.rs()], r[i.rn()], rounding(i)));
            case SMMLS -> set(r, i, pc, Arithmetic.smmls(r[i.rm()], r[i.rs()], r[i.rn()], rounding(i)));

            case CLZ -> set(r, i, pc, Integer.numberOfLeadingZeros(r[i.rm()]));
            case QADD -> set(r, i, pc, Arithmetic.qadd(cpu, r[i.rm()], r[i.rn()]));
            case QSUB -> set(r, i, pc, Arithmetic.qsub(cpu, r[i.rm()], r[i.rn()]));
            case QDADD -> set(r, i, pc, Arithmetic.qdadd(cpu, r[i.rm()], r[i.rn()]));
            case QDSUB -> set(r, i, pc, Arithmetic.qdsub(cpu, r[i.rm()], r[i.rn()]));
            case SSAT -> set(r, i, pc, Arithmetic.ssat(cpu, shifted(cpu, i), i.immediate()));
            case USAT -> set(r, i, pc, Arithmetic.usat(cpu, shifted(cpu, i), i.immediate()));
            case SSAT16 -> set(r, i, pc, Arithmetic.ssat16(cpu, r[i.rm()], i.immediate()));
            case USAT16 -> set(r, i, pc, Arithmetic.usat16(cpu, r[i.rm()], i.immediate()));

            case SADD16 -> set(r, i, pc, ParallelArithmetic.sadd16(cpu, r[i.rn()], r[i.rm()]));
            case SASX -> set(r, i, pc, ParallelArithmetic.sasx(cpu, r[i.rn()], r[i.rm()]));
            case SSAX -> set(r, i, pc, ParallelArithmetic.ssax(cpu, r[i.rn()], r[i.rm()]));
            case SSUB16 -> set(r, i, pc, ParallelArithmetic.ssub16(cpu, r[i.rn()], r[i.rm()]));
            case SADD8 -> set(r, i, pc, ParallelArithmetic.sadd8(cpu, r[i.rn()], r[i.rm()]));
            case SSUB8 -> set(r, i, pc, ParallelArithmetic.ssub8(cpu, r[i.rn()], r[i.rm()]));
            case QADD16 -> set(r, i, pc, ParallelArithmetic.qadd16(cpu, r[i.rn()], r[i.rm()]));
            case QASX -> set(r, i, pc, ParallelArithmetic.qasx(cpu, r[i.rn()], r[i.rm()]));
            case QSAX -> set(r, i, pc, ParallelArithmetic.qsax(cpu, r[i.rn()], r[i.rm()]));
            case QSUB16 -> set(r, i, pc, ParallelArithmetic.qsub16(cpu, r[i.rn()], r[i.rm()]));
            case QADD8 -> set(r, i, pc, ParallelArithmetic.qadd8(cpu, r[i.rn()], r[i.rm()]));
            case QSUB8 -> set(r, i, pc, ParallelArithmetic.qsub8(cpu, r[i.rn()], r[i.rm()]));
            case SHADD16 -> set(r, i, pc, ParallelArithmetic.shadd16(cpu, r[i.rn()], r[i.rm()]));
            case SHASX -> set(r, i, pc, ParallelArithmetic.shasx(cpu, r[i.rn()], r[i.rm()]));
            case SHSAX -> set(r, i, pc, ParallelArithmetic.shsax(cpu, r[i.rn()], r[i.rm()]));
            case SHSUB16 -> set(r, i, pc, ParallelArithmetic.shsub16(cpu, r[i.rn()], r[i.rm()]));
            case SHADD8 -> set(r, i, pc, ParallelArithmetic.shadd8(cpu, r[i.rn()], r[i.rm()]));
            case SHSUB8 -> set(r, i, pc, ParallelArithmetic.shsub8(cpu, r[i.rn()], r[i.rm()]));
            case UADD16 -> set(r, i, pc, ParallelArithmetic.uadd16(cpu, r[i.rn()], r[i.rm()]));
            case UASX -> set(r, i, pc, ParallelArithmetic.uasx(cpu, r[i.rn()], r[i.rm()]));
            case USAX -> set(r, i, pc, ParallelArithmetic.usax(cpu, r[i.rn()], r[i.rm()]));
            case USUB16 -> set(r, i, pc, ParallelArithmetic.usub16(cpu, r[i.rn()], r[i.rm()]));
            case UADD8 -> set(r, i, pc, ParallelArithmetic.uadd8(cpu, r[i.rn()], r[i.rm()]));
            case USUB8 -> set(r, i, pc, ParallelArithmetic.usub8(cpu, r[i.rn()], r[i.rm()]));
            case UQADD16 -> set(r, i, pc, ParallelArithmetic.uqadd16(cpu, r[i.rn()], r[i.rm()]));
            case UQASX -> set(r, i, pc, ParallelArithmetic.uqasx(cpu, r[i.rn()], r[i.rm()]));
            case UQSAX -> set(r, i, pc, ParallelArithmetic.uqsax(cpu, r[i.rn()], r[i.rm()]));
            case UQSUB16 -> set(r, i, pc, ParallelArithmetic.uqsub16(cpu, r[i.rn()], r[i.rm()]));
            case UQADD8 -> set(r, i, pc, ParallelArithmetic.uqadd8(cpu, r[i.rn()], r[i.rm()]));
            case UQSUB8 -> set(r, i, pc, ParallelArithmetic.uqsub8(cpu, r[i.rn()], r[i.rm()]));
            case UHADD16 -> set(r, i, pc, ParallelArithmetic.uhadd16(cpu, r[i.rn()], r[i.rm()]));
            case UHASX -> set(r, i, pc, ParallelArithmetic.uhasx(cpu, r[i.rn()], r[i.rm()]));
            case UHSAX -> set(r, i, pc, ParallelArithmetic.uhsax(cpu, r[i.rn()], r[i.rm()]));
            case UHSUB16 -> set(r, i, pc, ParallelArithmetic.uhsub16(cpu, r[i.rn()], r[i.rm()]));
            case UHADD8 -> set(r, i, pc, ParallelArithmetic.uhadd8(cpu, r[i.rn()], r[i.rm()]));
            case UHSUB8 -> set(r, i, pc, ParallelArithmetic.uhsub8(cpu, r[i.rn()], r[i.rm()]));

            case SEL -> set(r, i, pc, Arithmetic.sel(cpu, r[i.rn()], r[i.rm()]));
            case PKHBT -> set(r, i, pc, Arithmetic.pkhbt(r[i.rn()], shifted(cpu, i)));
            case PKHTB -> set(r, i, pc, Arithmetic.pkhtb(r[i.rn()], shifted(cpu, i)));
            case SXTB -> set(r, i, pc, (byte) rotated(r, i));
            case SXTH -> set(r, i, pc, (short) rotated(r, i));
            case SXTB16 -> set(r, i, pc, Arithmetic.sxtb16(rotated(r, i)));
            case UXTB -> set(r, i, pc, rotated(r, i) & 0xff);
            case UXTH -> set(r, i, pc, rotated(r, i) & 0xffff);
            case UXTB16 -> set(r, i, pc, Arithmetic.uxtb16(rotated(r, i)));
            case SXTAB -> set(r, i, pc, r[i.rn()] + (byte) rotated(r, i));
            case SXTAH -> set(r, i, pc, r[i.rn()] + (short) rotated(r, i));
            case SXTAB16 -> set(r, i, pc, Arithmetic.addHalves(r[i.rn()], Arithmetic.sxtb16(rotated(r, i))));
            case UXTAB -> set(r, i, pc, r[i.rn()] + (rotated(r, i) & 0xff));
            case UXTAH -> set(r, i, pc, r[i.rn()] + (rotated(r, i) & 0xffff));
            case UXTAB16 -> set(r, i, pc, Arithmetic.addHalves(r[i.rn()], Arithmetic.uxtb16(rotated(r, i))));
            case REV -> set(r, i, pc, Integer.reverseBytes(r[i.rm()]));
            case REV16 -> set(r, i, pc, Arithmetic.rev16(r[i.rm()]));
            case REVSH -> set(r, i, pc, Arithmetic.revsh(r[i.rm()]));
            case USAD8 -> set(r, i, pc, Arithmetic.usad8(r[i.rm()], r[i.rs()]));
            case USADA8 -> set(r, i, pc, Arithmetic.usad8(r[i.rm()], r[i.rs()]) + r[i.rn()]);

            case LDR, LDRT -> Transfers.loadWord(cpu, i, pc);
            case LDRB, LDRBT -> Transfers.loadByte(cpu, i, pc);
            case LDRH -> Transfers.loadHalf(cpu, i, pc);
            case LDRSB -> Transfers.loadSignedByte(cpu, i, pc);
            case LDRSH -> Transfers.loadSignedHalf(cpu, i, pc);
            case LDRD -> Transfers.loadDouble(cpu, i, pc);
            case STR, STRT -> Transfers.storeWord(cpu, i, pc);
            case STRB, STRBT -> Transfers.storeByte(cpu, i, pc);
            case STRH -> Transfers.storeHalf(cpu, i, pc);
            case STRD -> Transfers.storeDouble(cpu, i, pc);
            case LDM -> Transfers.loadMultiple(cpu, i, pc);
            case STM -> Transfers.storeMultiple(cpu, i, pc);
            case SWP -> Transfers.swapWord(cpu, i, pc);
            case SWPB -> Transfers.swapByte(cpu, i, pc);
            case LDREX -> Transfers.loadExclusive(cpu, i, pc, 4);
            case LDREXB -> Transfers.loadExclusive(cpu, i, pc, 1);
            case LDREXH -> Transfers.loadExclusive(cpu, i, pc, 2);
            case LDREXD -> Transfers.loadExclusive(cpu, i, pc, 8);
            case STREX -> Transfers.storeExclusive(cpu, i, pc, 4);
            case STREXB -> Transfers.storeExclusive(cpu, i, pc, 1);
            case STREXH -> Transfers.storeExclusive(cpu, i, pc, 2);
            case STREXD -> Transfers.storeExclusive(cpu, i, pc, 8);
            case CLREX -> {
                cpu.exclusive = false;
                yield pc + 4;
            }

            case B -> pc + 8 + i.immediate();
            case BL -> {
                r[LR] = pc + 4;
                yield pc + 8 + i.immediate();
            }
            case BX, BXJ -> cpu.interworkingBranch(r[i.rm()]);
            case BLX -> {
                int target = r[i.rm()];
                r[LR] = pc + 4;
                yield cpu.interworkingBranch(target);
            }
            case BLX_IMMEDIATE -> {
                r[LR] = pc + 4;
                yield cpu.interworkingBranch(pc + 8 + i.immediate() | 1);
            }

            case MRS -> set(r, i, pc, cpu.cpsr());
            case MSR -> writeStatus(cpu, i, pc);
            case NOP, YIELD, WFE, WFI, SEV, PLD, ISB, DSB, DMB -> pc + 4;

            case SVC -> stop(cpu, StopReason.CALL, null, pc);
            case BKPT -> stop(cpu, StopReason.FAULT, Fault.Kind.BREAKPOINT, pc);
            case UNDEFINED -> stop(cpu, StopReason.FAULT, Fault.Kind.UNDEFINED, pc);
            case UNPREDICTABLE -> stop(cpu, StopReason.FAULT, Fault.Kind.UNPREDICTABLE, pc);
        };
    }

    /** MSR; big-endian data, which bit E would switch on, is not there yet and counts as undefined. */
    private static int writeStatus(CpuState cpu, Instruction i, int pc) {
        int value = operand(cpu, i);
        if ((i.registers() & CpuState.EXTENSION_FIELD) != 0 && (value & CpuState.BIG_ENDIAN) != 0) {
            return stop(cpu, StopReason.FAULT, Fault.Kind.UNDEFINED, pc);
        }
        cpu.writeCpsrFields(value, i.registers());
        return pc + 4;
    }

    private static int stop(CpuState cpu, StopReason reason, Fault.Kind kind, int pc) {
        cpu.stop = reason;
        if (kind != null) {
            cpu.fault = new Fault(kind, pc);
        }
        return pc;
    }

    /** Writes Rd; a write to the pc branches without a change of state (ARM ARM A2.7). */
    static int set(int[] r, Instruction i, int pc, int value) {
        r[i.rd()] = value;
        return i.rd() == PC ? value & ~3 : pc + 4;
    }

    private static int logical(CpuState cpu, Instruction i, int pc, int result) {
        if (i.setFlags()) {
            setLogicalFlags(cpu, i, result);
        }
        return set(cpu.r, i, pc, result);
    }

    private static int test(CpuState cpu, Instruction i, int pc, int result) {
        setLogicalFlags(cpu, i, result);
        return pc + 4;
    }

    private static void setLogicalFlags(CpuState cpu, Instruction i, int result) {
        cpu.c = shifterCarry(cpu, i);
        cpu.n = result;
        cpu.z = result;
    }

    private static int add(CpuState cpu, Instruction i, int pc, int a, int b, int carry) {
        if (i.setFlags()) {
            compare(cpu, pc, a, b, carry);
        }
        return set(cpu.r, i, pc, a + b + carry);
    }

    /** Sets the flags of {@code a + b + carry}. */
    private static int compare(CpuState cpu, int pc, int a, int b, int carry) {
        int sum = a + b + carry;
        cpu.n = sum;
        cpu.z = sum;
        cpu.c = Arithmetic.carryOut(a, b, sum);
        cpu.v = Arithmetic.overflow(a, b, sum);
        return pc + 4;
    }

    private static int product(CpuState cpu, Instruction i, int pc, int result) {
        if (i.setFlags()) {
            cpu.n = result;
            cpu.z = result;
        }
        return set(cpu.r, i, pc, result);
    }

    private static int longProduct(CpuState cpu, Instruction i, int pc, long result) {
        int high = (int) (result >>> 32);
        if (i.setFlags()) {
            cpu.n = high;
            cpu.z = high | (int) result;
        }
        cpu.r[i.rn()] = (int) result;
        cpu.r[i.rd()] = high;
        return pc + 4;
    }

    private static int accumulate(CpuState cpu, Instruction i, int pc, long product) {
        return set(cpu.r, i, pc, Arithmetic.accumulate(cpu, product + cpu.r[i.rn()]));
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
