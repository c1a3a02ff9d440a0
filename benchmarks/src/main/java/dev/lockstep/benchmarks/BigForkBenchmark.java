package dev.lockstep.benchmarks;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.Kernel;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.memory.Granule;
import dev.lockstep.translator.TranslatingEngine;
import java.io.OutputStream;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the fork of a process costs by how much memory it has touched: the system call alone, made by translated code. The
 * children are switched in, exit and are waited for between two measurements.
 *
 * <p>The guest program runs on a thread of its own from the setup to the end, and is held up by a {@link Gate}. Handing over
 * takes some 50 microseconds for each {@value #FORKS} forks.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar BigForkBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {Launcher.COLLECTOR, Launcher.HEAP, Launcher.STACK, Launcher.INLINING})
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class BigForkBenchmark {
    private static final int FORKS = 20_000;

    /** Turns so long that no child has one before the parent waits. */
    private static final int TURN = 1 << 30;

    /** Memory of which every granule was stored to, in megabytes; 0 for one granule. */
    @Param({"0", "1", "16", "64"})
    public int megabytes;

    private final Gate gate = new Gate();
    private Thread guest;

    /** Starts the program and waits until it has touched its memory. */
    @Setup
    public void start() throws KernelException {
        int granules = Math.max(1, (megabytes << 20) / Granule.BYTES);
        Kernel kernel = new Kernel(KernelOptions.of(new TranslatingEngine(Profile.NONE), Profile.NONE)
                .withSchedule(new Schedule.Exact(TURN))
                .withConsole(new ConsoleStreams(gate, OutputStream.nullOutputStream(), OutputStream.nullOutputStream()))
                .withListener(new NothingFails()));
        kernel.start(program(granules), List.of());
        guest = new Thread(() -> {
            try (kernel) {
                kernel.run();
            } finally {
                gate.close();
            }
        });
        guest.start();
        gate.awaitArrival();
    }

    /** Ends the program. */
    @TearDown
    public void end() throws InterruptedException {
        gate.close();
        guest.join();
    }

    /** The children's turns, exits, and the waits for them. */
    @TearDown(Level.Invocation)
    public void reap() {
        gate.pass();
    }

    /** Forks, of which no child runs yet. */
    @Benchmark
    @OperationsPerInvocation(FORKS)
    public void fork() {
        gate.pass();
    }

    private static Image program(int granules) {
        return new GuestProgram()
                .function("main")
                .constant(5, GuestProgram.DATA)
                .constant(6, granules)
                .constant(7, Granule.BYTES)
                .label("touch")
                .str(6, 5)
                .addRegister(5, 5, 7)
                .subs(6, 6, 1)
                .bne("touch")
                .label("again")
                .bl("gate")
                .constant(4, FORKS)
                .label("fork")
                .call(GuestProgram.FORK)
                .cmp(0, 0)
                .beq("end")
                .subs(4, 4, 1)
                .bne("fork")
                .bl("gate")
                .constant(4, FORKS)
                .label("wait")
                .mvn(1, 0)
                .mov(2, 0)
                .mov(3, 0)
                .call(GuestProgram.WAITPID)
                .subs(4, 4, 1)
                .bne("wait")
                .b("again")
                .label("end")
                .exit()
                // Reads a byte; exits at the end of the input.
                .function("gate")
                .push()
                .mov(1, 0)
                .constant(2, GuestProgram.DATA)
                .mov(3, 1)
                .call(GuestProgram.READ)
                .cmp(0, 0)
                .beq("end")
                .pop()
                .image("fork", new byte[0], granules * Granule.BYTES);
    }
}
