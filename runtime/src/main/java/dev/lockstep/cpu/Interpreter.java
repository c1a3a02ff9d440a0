package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.PC;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;

/**
 * Executes one instruction at a time, precisely: an instruction that faults has changed nothing, and after each one that
 * retires the profile's step event is taken. What the instructions do is told by {@link InstructionSet}.
 *
 * <p>Speed comes from deciding early. Which {@link Semantics} an instruction has is found once, when it is decoded
 * ({@link PlainInstruction}). What is executed often becomes a {@link FormedInstruction}: its class is one of a copy for
 * each {@link Form}, in which HotSpot makes of the semantics straight code for the one kind of operand, of shift, of
 * address, whether flags are set. The loop here is left with a virtual call, through which it must not learn where to go
 * on: a next pc that comes out of a load of {@code size} would make each instruction wait for the load before; the
 * instructions return {@code pc} plus a constant instead.
 *
 * <p>While an instruction executes, {@code r[15]} holds its address + 8, as the architecture shows it to operands.
 * Stateless but for the profile; allocates nothing while no instruction is decoded and none faults.
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
        int pc = cpu.r[PC];
        int budget = cpu.budget;
        cpu.forgetFetched();
        try {
            while (budget > 0) {
                Decoded instruction = fetch(cpu, pc);
                int next = instruction.execute(cpu, pc);
                if (next == pc && cpu.stop != null) {
                    return stopped(cpu);
                }
                budget--;
                if (hashes) {
                    takeStepEvent(cpu, pc, next);
                }
                boolean branched = next != pc + instruction.size;
                pc = next;
                if (toBranch && branched) {
                    return StopReason.BRANCH;
                }
            }
            return StopReason.BUDGET;
        } catch (MemoryFault fault) {
            cpu.fault = describe(fault);
            return StopReason.FAULT;
        } finally {
            cpu.r[PC] = pc;
            cpu.budget = budget;
        }
    }

    static Decoded fetch(CpuState cpu, int pc) {
        if (pc >>> Page.SHIFT != cpu.fetchedPage) {
            cpu.fetched = cpu.code.pageForFetch(cpu, pc).of(cpu.thumb());
            cpu.fetchedPage = pc >>> Page.SHIFT;
        }
        Decoded instruction = cpu.fetched[Instructions.index(pc, cpu.thumb())];
        return instruction != null ? instruction : cpu.code.decode(cpu, pc, cpu.thumb());
    }

    void takeStepEvent(CpuState cpu, int pc, int next) {
        if (next != pc || countsSelfBranch) {
            cpu.r[PC] = next;
            cpu.stepEvent(pc);
        } else {
            cpu.silent++;
        }
    }

    static StopReason stopped(CpuState cpu) {
        StopReason reason = cpu.stop;
        cpu.stop = null;
        return reason;
    }

    static Fault describe(MemoryFault fault) {
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
