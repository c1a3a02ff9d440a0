package dev.lockstep.benchmarks;

import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Page;
import dev.lockstep.memory.Rights;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What copying a process's memory costs by how much of it was written: the floor of fork. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AddressSpaceBenchmark {
    private static final int HEAP = 0x500000;

    /** Pages that the parent has written. */
    @Param({"4", "256", "16384"})
    public int pages;

    private AddressSpace parent;

    /** Writes the parent's pages. */
    @Setup
    public void write() {
        parent = new AddressSpaces(1L << 30).create();
        parent.map(HEAP, (long) pages * Page.BYTES, Rights.READ_WRITE);
        for (int page = 0; page < pages; page++) {
            parent.writable(HEAP + page * Page.BYTES);
        }
    }

    /** Fork, one page written by the child, the child's end. */
    @Benchmark
    public int forkWriteClose() {
        try (AddressSpace child = parent.fork()) {
            int granule = child.writable(HEAP);
            return ++child.bytes(granule)[child.at(granule, HEAP)];
        }
    }
}
