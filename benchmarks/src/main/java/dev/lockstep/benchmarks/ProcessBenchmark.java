package dev.lockstep.benchmarks;

import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.Kernel;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.memory.Granule;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.TranslatingEngine;
import java.util.List;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What processes cost in translated guest code: fork, exit and wait; a switch; a store to a shared granule; a system call;
 * exec. Each includes the guest's own instructions, some ten for each operation.
 *
 * <p>An invocation starts a program on a kernel that stays, and runs it until it and all its children have ended; it does
 * an operation so often that its start does not show, neither in time nor in what is allocated for it. Its memory stays
 * paged, as that of all processes that fork does: else the first 150 invocations would be flat, and the others not.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar ProcessBenchmark -prof gc
 * java -jar benchmarks/target/benchmarks.jar ProcessBenchmark.forkExitWait -p profile=NONE -prof gc
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
public class ProcessBenchmark {
    private static final int FORKS = 20_000;
    private static final int EXECS = 20_000;
    private static final int CALLS = 200_000;
    private static final int GRANULES = 4096;
    private static final int ROUNDS = 32;
    private static final byte[] PATH = {'x', 0};

    /** When step events happen. */
    @Param({"NONE", "FULL"})
    public Profile profile;

    private final Image forkExitWait = forkExitWaitProgram();
    private final Image yields = yieldsProgram();
    private final Image calls = callsProgram();
    private final Image stores = storesProgram();
    private final Image execs = new GuestProgram()
            .function("main")
            .constant(1, GuestProgram.DATA)
            .mov(2, 0)
            .call(GuestProgram.EXEC)
            .image("exec", PATH, PATH.length);
    private final Image exits = new GuestProgram().function("main").exit().image("exit", PATH, PATH.length);

    private Kernel kernel;
    private int execsLeft;

    /** Makes the kernel. */
    @Setup
    public void open() {
        Engine engine = new TranslatingEngine(profile).withPromotion(PromotionPolicy.never());
        kernel = new Kernel(KernelOptions.of(engine, profile)
                .withPrograms((name, caller) -> Optional.of(execsLeft-- > 0 ? execs : exits))
                .withListener(new NothingFails()));
    }

    /** Gives its memory back. */
    @TearDown
    public void close() {
        kernel.close();
    }

    private long run(Image image) throws KernelException {
        kernel.start(image, List.of());
        if (kernel.run() != RunOutcome.COMPLETED) {
            throw new IllegalStateException(image.name() + ": not every process has ended");
        }
        return kernel.statistics().instructions();
    }

    /**
     * A process forks a child, which stores a word to its stack and exits, and waits for it; the status comes to its own
     * stack, as in C. So each turn copies two granules.
     */
    @Benchmark
    @OperationsPerInvocation(FORKS)
    public long forkExitWait() throws KernelException {
        return run(forkExitWait);
    }

    /** Two processes yield to each other: one yield, and the switch that it causes. */
    @Benchmark
    @OperationsPerInvocation(2 * CALLS)
    public long yieldAndSwitch() throws KernelException {
        return run(yields);
    }

    /** The first store to a granule since the fork, by the parent of a child that still lives. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS * GRANULES)
    public long storeToSharedGranule() throws KernelException {
        return run(stores);
    }

    /** getpid. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long systemCall() throws KernelException {
        return run(calls);
    }

    /** A program of five instructions replaces itself by itself. */
    @Benchmark
    @OperationsPerInvocation(EXECS)
    public long exec() throws KernelException {
        execsLeft = EXECS;
        return run(execs);
    }

    private static Image forkExitWaitProgram() {
        return new GuestProgram()
                .function("main")
                .push()
                .constant(4, FORKS)
                .label("again")
                .call(GuestProgram.FORK)
                .cmp(0, 0)
                .beq("child")
                .movRegister(1, 0)
                .movRegister(2, GuestProgram.SP)
                .mov(3, 0)
                .call(GuestProgram.WAITPID)
                .subs(4, 4, 1)
                .bne("again")
                .exit()
                .label("child")
                .push()
                .exit()
                .image("fork-exit-wait", PATH, PATH.length);
    }

    private static Image yieldsProgram() {
        return new GuestProgram()
                .function("main")
                .constant(4, CALLS)
                .call(GuestProgram.FORK)
                .movRegister(5, 0)
                .label("again")
                .call(GuestProgram.YIELD)
                .subs(4, 4, 1)
                .bne("again")
                .cmp(5, 0)
                .beq("end")
                .movRegister(1, 5)
                .mov(2, 0)
                .mov(3, 0)
                .call(GuestProgram.WAITPID)
                .label("end")
                .exit()
                .image("yield", PATH, PATH.length);
    }

    private static Image callsProgram() {
        return new GuestProgram()
                .function("main")
                .constant(4, CALLS)
                .label("again")
                .call(GuestProgram.GETPID)
                .subs(4, 4, 1)
                .bne("again")
                .exit()
                .image("getpid", PATH, PATH.length);
    }

    private static Image storesProgram() {
        return new GuestProgram()
                .function("main")
                .constant(8, ROUNDS)
                .constant(7, Granule.BYTES)
                .label("again")
                .call(GuestProgram.FORK)
                .movRegister(9, 0)
                .cmp(0, 0)
                .beq("child")
                .constant(5, GuestProgram.DATA)
                .constant(6, GRANULES)
                .label("store")
                .str(6, 5)
                .addRegister(5, 5, 7)
                .subs(6, 6, 1)
                .bne("store")
                .movRegister(1, 9)
                .mov(2, 0)
                .mov(3, 0)
                .call(GuestProgram.WAITPID)
                .subs(8, 8, 1)
                .bne("again")
                .label("child")
                .exit()
                .image("store", PATH, GRANULES * Granule.BYTES);
    }
}
