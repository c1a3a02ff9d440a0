package dev.lockstep.kernel.check;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;

/**
 * Counts the instructions of all processes of a kernel of one hart, and ends the run when they are too many: also where none
 * of them ends, as with parents that wait for children that wait for theirs.
 */
final class StepMeter implements Engine {
    private final Engine engine;
    private final long most;
    private Runnable stop = () -> {};
    private long executed;

    /**
     * A meter.
     *
     * @param most instructions that may be executed
     */
    StepMeter(Engine engine, long most) {
        this.engine = engine;
        this.most = most;
    }

    /** From now on lets the kernel stop soon by this. */
    void stopBy(Runnable stopRun) {
        stop = stopRun;
    }

    /** Instructions that may be executed. */
    long most() {
        return most;
    }

    /** Whether they were too many. */
    boolean exceeded() {
        return executed > most;
    }

    @Override
    public StopReason run(CpuState cpu) {
        int before = cpu.budget;
        StopReason reason = engine.run(cpu);
        executed += before - cpu.budget;
        if (exceeded()) {
            stop.run();
        }
        return reason;
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
