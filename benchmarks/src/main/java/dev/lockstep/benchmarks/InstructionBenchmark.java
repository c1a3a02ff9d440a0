package dev.lockstep.benchmarks;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.image.Segment;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import dev.lockstep.translator.TranslatingEngine;
import java.nio.file.Path;
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
@Fork(1)
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
        Path prebuilt = Path.of(System.getProperty("lockstep.home", "."), "user-code", "prebuilt", "matrix.elf");
        image = ImageReader.read(prebuilt).get(0);
        machine = engine.equals("interpreter") ? new InterpretingEngine(profile) : new TranslatingEngine(profile);
        load();
    }

    private void load() {
        AddressSpaces memory = new AddressSpaces(1 << 28);
        AddressSpace space = memory.create();
        for (Segment segment : image.segments()) {
            space.map(segment.address(), segment.memoryBytes(), segment.rights());
            space.load(segment.address(), segment.content());
        }
        space.map(image.heapStart(), 1 << 20, Rights.READ_WRITE);
        space.map(image.stackTop() - image.stackBytes(), image.stackBytes(), Rights.READ_WRITE);
        cpu = new CpuState(memory.tlb(), space, machine.newCodeSpace(image.symbols()));
        cpu.r[CpuState.SP] = image.stackTop() - 64;
        cpu.r[CpuState.PC] = image.entry();
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
