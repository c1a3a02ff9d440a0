package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.PC;

import dev.lockstep.memory.MemoryFault;

/**
 * Executes instructions of any mode, for a processor with a {@link SystemPort}. What differs from {@link Interpreter}: no
 * step is hashed, {@code cpu.budget} is exact while an instruction executes, so that its port can tell the time by it,
 * and can end the run behind the current instruction by setting it to 1; and the port is asked for the right to fetch
 * wherever a subpage may begin. Stateless.
 */
public final class SystemInterpreter {
    /** Without state. */
    public SystemInterpreter() {}

    /**
     * Executes until the budget is used up.
     *
     * @return BUDGET, CALL or FAULT
     */
    public StopReason run(CpuState cpu) {
        int pc = cpu.r[PC];
        cpu.forgetFetched();
        try {
            while (cpu.budget > 0) {
                Decoded instruction = fetch(cpu, pc);
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

    static Decoded fetch(CpuState cpu, int pc) {
        if (pc >>> PhysicalCode.SUBPAGE_SHIFT != cpu.fetchedPage) {
            cpu.fetched = cpu.code.pageForFetch(cpu, pc).of(cpu.thumb());
            cpu.fetchedPage = pc >>> PhysicalCode.SUBPAGE_SHIFT;
        }
        Decoded instruction = cpu.fetched[Instructions.index(pc, cpu.thumb())];
        return instruction != null ? instruction : cpu.code.decode(cpu, pc, cpu.thumb());
    }
}
