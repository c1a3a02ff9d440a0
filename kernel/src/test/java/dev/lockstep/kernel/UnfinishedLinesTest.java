package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.ProcessEnd;
import dev.lockstep.kernel.api.RunOutcome;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The beginnings of lines of processes that are switched out. */
class UnfinishedLinesTest {
    private static final int CHILDREN = 300;
    private static final int LINE = 4096;

    /** How much had been shown when the first process ended; all lines are unfinished until then. */
    private static int shownAtFirstEnd(long memory) throws KernelException {
        Assembler program = new Assembler()
                .constant(4, CHILDREN)
                .label("fork")
                .fork("child")
                .subtractAndTest(4, 4, 1)
                .branchIfNotEqual("fork")
                .call(17)
                .exit(0)
                .label("child")
                .mov(0, 9)
                .mov(1, 1)
                .constant(2, Assembler.DATA)
                .constant(3, LINE)
                .svc(0)
                .call(17)
                .exit(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] shown = {-1};
        KernelListener listener = new KernelListener() {
            @Override
            public void ending(ProcessEnd end) {
                shown[0] = shown[0] < 0 ? out.size() : shown[0];
            }
        };
        KernelOptions options = KernelOptions.of(new InterpretingEngine(Profile.NONE), Profile.NONE)
                .withLimits(Limits.STANDARD.withMemoryBytes(memory))
                .withConsole(new ConsoleStreams(InputStream.nullInputStream(), out, OutputStream.nullOutputStream()))
                .withListener(listener);
        try (Kernel kernel = new Kernel(options)) {
            kernel.start(program.elf("p"), List.of());
            assertEquals(RunOutcome.COMPLETED, kernel.run());
            assertEquals(0, kernel.statistics().memory().bytes());
        }
        assertEquals(CHILDREN * LINE, out.size());
        return shown[0];
    }

    @Test
    void shouldBeKeptWhileThereIsMemory() throws KernelException {
        assertEquals(0, shownAtFirstEnd(64 << 20));
    }

    /** They count as memory of the processes, of which the host has no more than the limit. */
    @Test
    void shouldBeShownWhenMemoryIsShort() throws KernelException {
        int shown = shownAtFirstEnd(1 << 20);
        assertTrue(shown > CHILDREN / 2 * LINE, "shown: " + shown);
    }
}
