package dev.lockstep.cli;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;
import dev.lockstep.kernel.check.EngineMaker;
import picocli.CommandLine;

/** An engine with a fault: when it comes to the first system call it changes r5. */
final class LostRegister implements Engine {
    private final Engine engine;
    private boolean done;

    private LostRegister(Engine engine) {
        this.engine = engine;
    }

    /** A comparison, opened for gdb, of an interpreted run and a translated one with this fault. */
    static DebuggedRun compared(String program) {
        EngineMaker faulty = (spec, profile, store) ->
                new LostRegister(EngineMaker.standard().make(spec, profile, store));
        return new DebuggedRun("", host -> new CommandLine(new DiffCommand(host, faulty), new Factory(host))
                .execute("--gdb", "engine=interpreter", "engine=translated", program));
    }

    /** Makes what the command's annotations name by class. */
    private record Factory(Host host) implements CommandLine.IFactory {
        @Override
        public <T> T create(Class<T> type) throws Exception {
            return type == ProgramNames.class
                    ? type.cast(new ProgramNames(host))
                    : CommandLine.defaultFactory().create(type);
        }
    }

    @Override
    public StopReason run(CpuState cpu) {
        StopReason reason = engine.run(cpu);
        if (reason == StopReason.CALL && !done) {
            done = true;
            cpu.r[5] ^= 1;
        }
        return reason;
    }

    @Override
    public Engine observed() {
        return new LostRegister(engine.observed());
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
