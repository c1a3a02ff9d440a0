package dev.lockstep.engine;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.Interpreter;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Symbols;

/** The engine that every other one is checked against: the precise interpreter, and nothing else. */
public final class InterpretingEngine implements Engine {
    private final Interpreter interpreter;
    private long executed;

    public InterpretingEngine(Profile profile) {
        interpreter = new Interpreter(profile);
    }

    @Override
    public StopReason run(CpuState cpu) {
        int budget = cpu.budget;
        StopReason reason = interpreter.run(cpu);
        executed += budget - cpu.budget;
        return reason;
    }

    @Override
    public CodeSpace newCodeSpace(Symbols symbols) {
        return new CodeSpace();
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(executed, 0, 0, 0, 0, 0, 0);
    }
}
