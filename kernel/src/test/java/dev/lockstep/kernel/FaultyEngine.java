package dev.lockstep.kernel;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;
import java.util.function.Consumer;

/** Does something to the processor when it comes to a system call, the {@value #CALLS_BEFORE}rd of all processes. */
final class FaultyEngine implements Engine {
    static final int CALLS_BEFORE = 3;

    private final Engine engine;
    private final Consumer<CpuState> fault;
    private int calls;

    FaultyEngine(Engine engine, Consumer<CpuState> fault) {
        this.engine = engine;
        this.fault = fault;
    }

    @Override
    public StopReason run(CpuState cpu) {
        StopReason reason = engine.run(cpu);
        if (reason == StopReason.CALL && ++calls == CALLS_BEFORE) {
            fault.accept(cpu);
        }
        return reason;
    }

    @Override
    public Engine observed() {
        return new FaultyEngine(engine.observed(), fault);
    }

    @Override
    public CodeSpace newCodeSpace(Symbols symbols) {
        return engine.newCodeSpace(symbols);
    }

    @Override
    public CodeSpace newCodeSpace(Image image) {
        return engine.newCodeSpace(image);
    }
}
