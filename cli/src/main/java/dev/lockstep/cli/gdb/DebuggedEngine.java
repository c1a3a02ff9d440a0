package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.Fault;
import dev.lockstep.cpu.GuardedInterpreter;
import dev.lockstep.cpu.Interpreter;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineStatistics;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;

/**
 * An engine that asks a {@link Pilot} before it executes anything: another engine executes what may be executed at full speed, in
 * slices; the interpreter what must be looked at, up to the next point, or one instruction at a time. States, hashes and counts are those of the
 * other engine alone.
 */
final class DebuggedEngine implements Engine {
    /** Instructions after which gdb may interrupt: some milliseconds. */
    private static final int SLICE = 1 << 20;

    /** Instructions after which a stretch that goes on is remembered. */
    private static final int BETWEEN_SNAPSHOTS = 1 << 22;

    private final Engine engine;
    private final Interpreter interpreter;
    private final GuardedInterpreter guarded;
    private final Pilot pilot;
    private final ProcessDebugger owner;

    /** An engine for one kernel. */
    DebuggedEngine(Engine engine, Profile profile, Pilot pilot, ProcessDebugger owner) {
        this.engine = engine;
        this.pilot = pilot;
        this.owner = owner;
        interpreter = new Interpreter(profile);
        guarded = new GuardedInterpreter(profile);
    }

    @Override
    public StopReason run(CpuState cpu) {
        ProcessTarget target = owner.target();
        target.begin(cpu);
        try {
            return run(cpu, target);
        } finally {
            target.end();
        }
    }

    private StopReason run(CpuState cpu, ProcessTarget target) {
        long began = target.time();
        while (cpu.budget > 0) {
            long until = pilot.at(target);
            int before = cpu.budget;
            StopReason reason = execute(cpu, until - target.time());
            target.advance(before - cpu.budget);
            switch (reason) {
                case BUDGET, BRANCH -> {
                    long last = Math.max(began, target.lastRemembered());
                    if (!pilot.isFree() && target.time() - last >= BETWEEN_SNAPSHOTS) {
                        target.remember();
                    }
                }
                case CALL -> {
                    target.advance(1);
                    return reason;
                }
                case FAULT -> {
                    // What is remembered must not make memory short.
                    boolean again = cpu.fault.kind() == Fault.Kind.OUT_OF_MEMORY && target.forgetSnapshots();
                    if (!again && pilot.faulted(target, Signals.of(cpu.fault.kind()))) {
                        target.advance(1);
                        return reason;
                    }
                }
            }
        }
        return StopReason.BUDGET;
    }

    /** Executes some of the budget. */
    private StopReason execute(CpuState cpu, long most) {
        int before = cpu.budget;
        int slice = (int) Math.min(before, Math.min(SLICE, Math.max(1, most)));
        cpu.budget = slice;
        StopReason reason;
        if (most <= 1) {
            reason = interpreter.run(cpu);
        } else {
            reason = pilot.guard().isEmpty() ? engine.run(cpu) : guarded.run(cpu, pilot.guard());
        }
        cpu.budget += before - slice;
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

    @Override
    public EngineStatistics statistics() {
        return engine.statistics();
    }
}
