package dev.lockstep.engine;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;

/**
 * Something that executes guest instructions. Every engine gives the same state, hashes and counts after the same number
 * of instructions; they differ in speed only.
 */
public interface Engine {
    /**
     * Executes until the budget is used up or an instruction needs somebody else.
     *
     * @param cpu the state to go on from; {@code cpu.budget} instructions may be executed, and what is left of them is
     *     there afterwards. On return {@code r[15]} is the address of the next instruction.
     * @return BUDGET, CALL or FAULT; with CALL {@code cpu.callComment} is what the SVC says, with FAULT {@code cpu.fault}
     */
    StopReason run(CpuState cpu);

    /**
     * An empty store for the code of one program, of the kind that this engine needs.
     *
     * @param symbols where the program's functions start, as far as its image tells
     */
    CodeSpace newCodeSpace(Symbols symbols);

    /** A store for the code of an image; not empty where the engine knows code of it from earlier runs. */
    default CodeSpace newCodeSpace(Image image) {
        return newCodeSpace(image.symbols());
    }

    /**
     * This engine, so that it tells the processors' {@link dev.lockstep.cpu.StepObserver} of every step and store, whoever executes
     * it; before any code space is made.
     */
    default Engine observed() {
        return this;
    }

    /** What the engine did so far; all zero where it does not count. */
    default EngineStatistics statistics() {
        return EngineStatistics.NONE;
    }
}
