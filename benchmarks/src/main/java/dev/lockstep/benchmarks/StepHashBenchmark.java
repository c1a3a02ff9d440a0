package dev.lockstep.benchmarks;

import dev.lockstep.equivalence.StepHash;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one step event costs by itself: the serial chain that bounds every hashing engine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepHashBenchmark {
    private int hash;
    private int pc;

    /** The reg-hash alone. */
    @Benchmark
    public int registers() {
        pc += 4;
        hash = StepHash.registers(hash, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, pc, 0x10);
        return hash;
    }

    /** The pc-hash alone. */
    @Benchmark
    public int pc() {
        pc += 4;
        hash = StepHash.pc(hash, pc);
        return hash;
    }
}
