package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.PC;

import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;

/**
 * The interpreter for a machine that is debugged: it stops before an instruction that a {@link Guard} names, by its virtual
 * address, and otherwise does what {@link SystemInterpreter} does.
 */
public final class GuardedSystemInterpreter {
    private final Guard guard;
    private final DataAccess access;

    /**
     * For one machine.
     *
     * @param access finds what its instructions access
     */
    public GuardedSystemInterpreter(Guard guard, DataAccess access) {
        this.guard = guard;
        this.access = access;
    }

    /**
     * Executes the instruction at the pc, whatever the guard says of it, and those that follow until one is guarded or the budget
     * is used up.
     *
     * @return BUDGET, also with some of it left; CALL or FAULT
     */
    public StopReason run(CpuState cpu) {
        boolean watches = guard.watches();
        boolean first = true;
        int pc = cpu.r[PC];
        long[] marks = guard.page(pc);
        int page = pc >>> Page.SHIFT;
        cpu.forgetFetched();
        try {
            while (cpu.budget > 0) {
                if (pc >>> Page.SHIFT != page) {
                    marks = guard.page(pc);
                    page = pc >>> Page.SHIFT;
                }
                if (Guard.marked(marks, pc) && !first) {
                    return StopReason.BUDGET;
                }
                Decoded instruction = SystemInterpreter.fetch(cpu, pc);
                if (watches && instruction.accesses && !first && meets(cpu, instruction, pc)) {
                    return StopReason.BUDGET;
                }
                first = false;
                int next = instruction.execute(cpu, pc);
                if (next == pc && cpu.stop != null) {
                    return Interpreter.stopped(cpu);
                }
                cpu.budget--;
                pc = next;
            }
            return StopReason.BUDGET;
        } catch (MemoryFault fault) {
            cpu.fault = Interpreter.describe(fault);
            return StopReason.FAULT;
        } finally {
            cpu.r[PC] = pc;
        }
    }

    private boolean meets(CpuState cpu, Decoded instruction, int pc) {
        cpu.r[PC] = pc;
        access.find(cpu, instruction.instruction);
        return guard.meets(access);
    }
}
