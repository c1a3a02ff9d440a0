package dev.lockstep.benchmarks;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one guest instruction costs in the inner loops of the prebuilt matrix program: nanoseconds an instruction. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {Launcher.COLLECTOR, Launcher.HEAP, Launcher.STACK, Launcher.INLINING})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class InstructionBenchmark {
    private static final int INSTRUCTIONS = 1_000_000;

    /** Number of the system call that moves the break. */
    private static final int SBRK = 5;

    /** Which engine. */
    @Param({"interpreter", "translated"})
    public String engine;

    /** Which step events are taken. */
    @Param({"NONE", "FULL"})
    public Profile profile;

    private Image image;
    private Engine machine;
    private CpuState cpu;

    /** Reads the program. */
    @Setup(Level.Trial)
    public void read() throws ImageException {
        image = BareMachine.prebuilt("matrix.elf");
        machine = BareMachine.engine(engine, profile);
        load();
    }

    private void load() {
        cpu = BareMachine.load(image, machine);
    }

    /** A million instructions; the calls of the program's allocator are answered here. */
    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public int instruction() {
        cpu.budget = INSTRUCTIONS;
        while (machine.run(cpu) == StopReason.CALL) {
            if (cpu.r[0] != SBRK) {
                load();
                cpu.budget = INSTRUCTIONS;
                continue;
            }
            cpu.r[0] = image.heapStart();
            cpu.retireCall(profile, false);
        }
        return cpu.regHash;
    }
}
