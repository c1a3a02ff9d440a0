package dev.lockstep.kernel;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Symbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Notes the state in which each instruction begins: before the first, and after each that has retired, system calls
 * included, except the one that ends the process.
 */
final class RecordingEngine implements Engine {
    /**
     * Between two instructions.
     *
     * @param registers r0 to r15, cpsr
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Moment(int[] registers, int registerHash, int pcHash) {}

    private final Engine engine;
    private final List<Moment> moments = new ArrayList<>();
    private byte[] stack = {};
    private final int stackTop;

    /**
     * Around another engine.
     *
     * @param stackTop where the content of the first stack ends
     */
    RecordingEngine(Engine engine, int stackTop) {
        this.engine = engine;
        this.stackTop = stackTop;
    }

    /** One instruction after the other, however long the turn is. */
    @Override
    public StopReason run(CpuState cpu) {
        int budget = cpu.budget;
        StopReason reason = StopReason.BUDGET;
        while (budget > 0 && reason == StopReason.BUDGET) {
            cpu.budget = 1;
            reason = step(cpu);
            budget -= 1 - cpu.budget;
        }
        cpu.budget = budget;
        return reason;
    }

    private StopReason step(CpuState cpu) {
        if (moments.isEmpty()) {
            stack = new byte[stackTop - cpu.r[CpuState.SP]];
            cpu.space.read(cpu.r[CpuState.SP], stack, 0, stack.length);
        }
        int[] registers = Arrays.copyOf(cpu.r, GdbStub.REGISTERS);
        registers[GdbStub.CPSR] = cpu.cpsr();
        moments.add(new Moment(registers, cpu.regHash, cpu.pcHash));
        return engine.run(cpu);
    }

    @Override
    public CodeSpace newCodeSpace(Symbols symbols) {
        return engine.newCodeSpace(symbols);
    }

    List<Moment> moments() {
        return moments;
    }

    /** What was on the stack at the beginning, from sp to the top. */
    byte[] stack() {
        return stack;
    }
}
