package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener may stop the kernel that it hears, on whichever thread it is called. */
class StoppingListenerTest {
    /** Stops at the first end. */
    private static final class Impatient implements KernelListener {
        private final AtomicInteger ends = new AtomicInteger();
        private Runnable stop = () -> {};

        @Override
        public void ended(ProcessReport report) {
            ends.incrementAndGet();
            stop.run();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldEndARunThatWouldNeverEnd(int harts) throws KernelException {
        Impatient listener = new Impatient();
        List<Engine> engines = IntStream.range(0, harts)
                .<Engine>mapToObj(hart -> new InterpretingEngine(Profile.FULL))
                .toList();
        KernelOptions options = KernelOptions.of(engines.getFirst(), Profile.FULL)
                .withHarts(engines)
                .withSchedule(Schedule.parse("50"))
                .withListener(listener);
        try (Kernel kernel = new Kernel(options)) {
            listener.stop = kernel::stop;
            kernel.start(Prebuilt.image("tests/spin.elf"), List.of());
            kernel.start(Prebuilt.image("hello.elf"), List.of());

            assertEquals(RunOutcome.STOPPED, kernel.run());
            assertEquals(1, listener.ends.get());
            assertTrue(kernel.living() >= 1, kernel.living() + " living");
        }
    }
}
