package dev.lockstep.benchmarks;

import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Granule;
import dev.lockstep.memory.Page;
import dev.lockstep.memory.Rights;
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
 * What copying a process's memory costs by how much of it was written: the floor of fork; and what the first store to a
 * granule costs that a fork has shared.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar AddressSpaceBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {Launcher.COLLECTOR, Launcher.HEAP, Launcher.STACK, Launcher.INLINING})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AddressSpaceBenchmark {
    private static final int HEAP = 0x500000;

    /** Granules that are written after each fork: 16 pages have them, up to 1,024 bytes a granule. */
    private static final int SHARED = 64;

    /** Pages of which the parent has written every granule. */
    @Param({"16", "256", "16384"})
    public int pages;

    private AddressSpaces memory;
    private AddressSpace parent;

    /** Writes the parent's pages. */
    @Setup
    public void write() {
        memory = new AddressSpaces(1L << 30);
        parent = memory.create();
        parent.map(HEAP, (long) pages * Page.BYTES, Rights.READ_WRITE);
        for (int granule = 0; granule < pages * (Page.BYTES / Granule.BYTES); granule++) {
            parent.writable(HEAP + granule * Granule.BYTES);
        }
    }

    /** Fork, one granule written by the parent, the child's end: as the kernel does it, without an object for the child. */
    @Benchmark
    public int forkWriteRelease() {
        int child = parent.forkTables();
        int granule = parent.writable(HEAP);
        memory.release(child);
        return ++parent.bytes(granule)[parent.at(granule, HEAP)];
    }

    /** The first store to a granule since a fork: it is copied, and with it, as often as they are reached, its tables. */
    @Benchmark
    @OperationsPerInvocation(SHARED)
    public int writeSharedGranule() {
        int child = parent.forkTables();
        int granules = 0;
        for (int i = 0; i < SHARED; i++) {
            granules += parent.writable(HEAP + i * Granule.BYTES);
        }
        memory.release(child);
        return granules;
    }
}
