package dev.lockstep.kernel.check;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;
import java.util.function.LongSupplier;

/**
 * Measures how much memory a kernel of one hart needs at most: asks before and after each time that its engine runs, for
 * between two of them stands one system call at most.
 */
final class PeakMeter implements Engine {
    private final Engine engine;
    private LongSupplier inUse = () -> 0;
    private long peak;

    PeakMeter(Engine engine) {
        this.engine = engine;
    }

    /** From now on asks this, on the thread that runs the engine. */
    void ask(LongSupplier bytesInUse) {
        inUse = bytesInUse;
    }

    /** The most so far, in bytes. */
    long peak() {
        return peak;
    }

    @Override
    public StopReason run(CpuState cpu) {
        peak = Math.max(peak, inUse.getAsLong());
        StopReason reason = engine.run(cpu);
        peak = Math.max(peak, inUse.getAsLong());
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
