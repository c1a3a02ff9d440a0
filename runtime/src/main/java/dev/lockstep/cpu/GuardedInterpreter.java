package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.PC;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;

/**
 * The interpreter for a process that is debugged: it stops before an instruction that a {@link Guard} names, and otherwise does
 * what {@link Interpreter} does, nearly as fast.
 */
public final class GuardedInterpreter {
    private final Interpreter plain;
    private final boolean hashes;
    private final DataAccess access = new DataAccess();

    /** For processes with a profile. */
    public GuardedInterpreter(Profile profile) {
        plain = new Interpreter(profile);
        hashes = profile.hashes();
    }

    /**
     * Executes the instruction at the pc, whatever the guard says of it, and those that follow until one is guarded or the budget
     * is used up.
     *
     * @return BUDGET, also with some of it left; CALL or FAULT
     */
    public StopReason run(CpuState cpu, Guard guard) {
        boolean watches = guard.watches();
        int pc = cpu.r[PC];
        int budget = cpu.budget;
        int first = budget;
        long[] marks = guard.page(pc);
        int page = pc >>> Page.SHIFT;
        cpu.forgetFetched();
        try {
            while (budget > 0) {
                if (pc >>> Page.SHIFT != page) {
                    marks = guard.page(pc);
                    page = pc >>> Page.SHIFT;
                }
                if (Guard.marked(marks, pc) && budget != first) {
                    return StopReason.BUDGET;
                }
                Decoded instruction = Interpreter.fetch(cpu, pc);
                if (watches && instruction.accesses && budget != first && meets(cpu, instruction, pc, guard)) {
                    return StopReason.BUDGET;
                }
                int next = instruction.execute(cpu, pc);
                if (next == pc && cpu.stop != null) {
                    return Interpreter.stopped(cpu);
                }
                budget--;
                if (hashes) {
                    plain.takeStepEvent(cpu, pc, next);
                }
                pc = next;
            }
            return StopReason.BUDGET;
        } catch (MemoryFault fault) {
            cpu.fault = Interpreter.describe(fault);
            return StopReason.FAULT;
        } finally {
            cpu.r[PC] = pc;
            cpu.budget = budget;
        }
    }

    private boolean meets(CpuState cpu, Decoded instruction, int pc, Guard guard) {
        cpu.r[PC] = pc;
        access.find(cpu, instruction.instruction);
        return guard.meets(access);
    }
}
