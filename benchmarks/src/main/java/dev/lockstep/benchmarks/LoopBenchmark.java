package dev.lockstep.benchmarks;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.memory.Page;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one guest instruction costs in the two kinds of loop that an engine must be good at: one that stays in a function, and
 * one that does nothing but call. Throughput, in millions of instructions a second; a sample would be a whole turn.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar LoopBenchmark -prof gc
 * java -jar benchmarks/target/benchmarks.jar LoopBenchmark.calls -p engine=translated -p profile=NONE -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {Launcher.COLLECTOR, Launcher.HEAP, Launcher.STACK, Launcher.INLINING})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LoopBenchmark {
    private static final int INSTRUCTIONS = 1_000_000;
    private static final int WORDS = 0xffc;

    /** Which engine. */
    @Param({"interpreter", "translated"})
    public String engine;

    /** Which step events are taken. */
    @Param({"NONE", "FULL"})
    public Profile profile;

    private Engine machine;
    private CpuState loop;
    private CpuState calls;

    /** Loads both programs. */
    @Setup
    public void load() {
        machine = BareMachine.engine(engine, profile);
        loop = BareMachine.load(loopProgram(), machine);
        calls = BareMachine.load(callsProgram(), machine);
    }

    private int run(CpuState cpu) {
        cpu.budget = INSTRUCTIONS;
        if (machine.run(cpu) != StopReason.BUDGET) {
            throw new IllegalStateException("the loop has ended");
        }
        return cpu.r[0];
    }

    /** Six instructions: a load, a store, three operations, the branch. */
    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public int loop() {
        return run(loop);
    }

    /** Ten instructions with three calls, one of which saves its return address on the stack. */
    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public int calls() {
        return run(calls);
    }

    private static Image loopProgram() {
        return new GuestProgram()
                .function("main")
                .mov(0, 0)
                .mov(2, 0)
                .constant(1, GuestProgram.DATA)
                .constant(4, WORDS)
                .constant(5, GuestProgram.DATA + Page.BYTES)
                .label("again")
                .ldr(3, 1, 2)
                .eorRotated(0, 3, 0, 5)
                .add(2, 2, Integer.BYTES)
                .and(2, 2, 4)
                .str(0, 5)
                .b("again")
                .image("loop", new byte[0], 2 * Page.BYTES);
    }

    private static Image callsProgram() {
        return new GuestProgram()
                .function("main")
                .mov(0, 0)
                .label("again")
                .bl("twice")
                .b("again")
                .function("twice")
                .push()
                .bl("leaf")
                .bl("leaf")
                .pop()
                .function("leaf")
                .add(0, 0, 1)
                .ret()
                .image("calls", new byte[0], Page.BYTES);
    }
}
