package dev.lockstep.cli;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;
import dev.lockstep.kernel.check.EngineMaker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** An engine with a fault: when it comes to a system call, or goes on after it, it changes r5. */
final class LostRegister implements Engine {
    private final Engine engine;

    /** Which call, of all processes', from 1. */
    private final int faulty;

    private final boolean afterwards;
    private int calls;
    private boolean done;

    private LostRegister(Engine engine, int faulty, boolean afterwards) {
        this.engine = engine;
        this.faulty = faulty;
        this.afterwards = afterwards;
    }

    /** A comparison, opened for gdb, of an interpreted run and a translated one that loses r5 at its first system call. */
    static DebuggedRun compared(String program) {
        return atCall(1, "engine=interpreter", "engine=translated", program);
    }

    /**
     * A comparison whose second run loses r5 just before a system call is made.
     *
     * @param call which, from 1
     * @param words options, runs and program of the command
     */
    static DebuggedRun atCall(int call, String... words) {
        return opened(call, false, words);
    }

    /** The same just before the first instruction behind a system call. */
    static DebuggedRun afterCall(int call, String... words) {
        return opened(call, true, words);
    }

    private static DebuggedRun opened(int call, boolean afterwards, String... words) {
        EngineMaker maker = (spec, profile, store) ->
                new LostRegister(EngineMaker.standard().make(spec, profile, store), call, afterwards);
        List<String> command = new ArrayList<>(List.of("--gdb"));
        command.addAll(Arrays.asList(words));
        return new DebuggedRun("", host -> new CommandLine(new DiffCommand(host, maker), new Factory(host))
                .execute(command.toArray(String[]::new)));
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
        lose(cpu, afterwards);
        StopReason reason = engine.run(cpu);
        if (reason == StopReason.CALL) {
            calls++;
            lose(cpu, !afterwards);
        }
        return reason;
    }

    private void lose(CpuState cpu, boolean now) {
        if (now && calls == faulty && !done) {
            done = true;
            cpu.r[5] ^= 1;
        }
    }

    @Override
    public Engine observed() {
        return new LostRegister(engine.observed(), faulty, afterwards);
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
