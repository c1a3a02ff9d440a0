package dev.lockstep.benchmarks;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.TranslatingEngine;
import dev.lockstep.translator.aot.Translation;
import java.util.Map;
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

/**
 * What translating costs once HotSpot has compiled the translator: a function from the moment it is reached to its first
 * instruction, and a whole program ahead of time.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar TranslationBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {Launcher.COLLECTOR, Launcher.HEAP, Launcher.STACK, Launcher.INLINING})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TranslationBenchmark {
    /** A program with functions of all sizes. */
    private static final String PROGRAM = "bench/json.elf";

    /** A program that can be read. */
    @State(Scope.Thread)
    public static class Program {
        private Image image;

        /** Reads it. */
        @Setup
        public void read() throws ImageException {
            image = BareMachine.prebuilt(PROGRAM);
        }
    }

    /** A function of it that is about to be executed. */
    @State(Scope.Thread)
    public static class Function {
        /** Its name: of 11, 145 and 215 instructions. */
        @Param({"strlen", "put_field", "parse_value"})
        public String function;

        private final Engine engine = new TranslatingEngine(Profile.NONE, 0).withPromotion(PromotionPolicy.never());
        private Image image;
        private CpuState cpu;
        private int start;

        /** Loads the program and finds the function. */
        @Setup
        public void load() throws ImageException {
            image = BareMachine.prebuilt(PROGRAM);
            cpu = BareMachine.load(image, engine);
            start = image.symbols().functions().entrySet().stream()
                    .filter(each -> each.getValue().equals(function))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow()
                    .intValue();
        }
    }

    /** Its code is decoded, analysed, translated, and defined as a class; then its first instruction is executed. */
    @Benchmark
    public long function(Function at) {
        at.cpu.code = at.engine.newCodeSpace(at.image.symbols());
        at.cpu.r[CpuState.PC] = at.start;
        at.cpu.budget = 1;
        long before = at.engine.statistics().regions();
        at.engine.run(at.cpu);
        long regions = at.engine.statistics().regions();
        if (regions == before) {
            throw new IllegalStateException(at.function + " was not translated");
        }
        return regions;
    }

    /** All of the program's functions, for paged and for flat memory, as class files that nobody loads. */
    @Benchmark
    public Translation program(Program program) {
        return Translation.of(program.image);
    }
}
