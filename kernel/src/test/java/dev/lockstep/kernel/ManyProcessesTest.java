package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.KernelStatistics;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.ProcessEnd;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Hundreds of thousands of processes in one kernel: each does what it does alone, and nothing is left behind. */
@Isolated // it takes a third of a gigabyte
class ManyProcessesTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20260102);
    private static final int PROGRAMS = 40;
    private static final int STARTED = 16_000;
    private static final String NOTHING = "nothing";
    private static final Limits LIMITS = new Limits(1L << 30, 1 << 20, Long.MAX_VALUE);

    private static KernelOptions options(String schedule, KernelListener listener) {
        return KernelOptions.of(new InterpretingEngine(Profile.FULL), Profile.FULL)
                .withLimits(LIMITS)
                .withSchedule(Schedule.parse(schedule))
                .withListener(listener);
    }

    /** What all processes that come from each started one have reported, whatever the order. */
    private static long[] sums(String schedule, List<Image> programs, int started) throws KernelException {
        long[] sums = new long[started];
        KernelListener listener = new KernelListener() {
            @Override
            public void ended(ProcessReport report) {
                String path = report.pid().toString();
                int end = path.indexOf('.') < 0 ? path.length() : path.indexOf('.');
                int family = Integer.parseInt(path.substring(0, end));
                List<Object> line = List.of(
                        path.substring(end), report.exit(), report.steps(), report.instructions(), report.hashes());
                sums[family - 1] += line.hashCode() * 0x9e3779b97f4a7c15L + 1;
            }
        };
        try (Kernel kernel = new Kernel(options(schedule, listener))) {
            for (int k = 0; k < started; k++) {
                kernel.start(programs.get(k % programs.size()), List.of());
            }
            assertEquals(RunOutcome.COMPLETED, kernel.run());
            KernelStatistics statistics = kernel.statistics();
            assertEquals(0, statistics.processes());
            assertEquals(0, statistics.memory().bytes());
            assertEquals(started, statistics.ended() - statistics.forks());
            assertTrue(statistics.mostLiving() >= started);
        }
        return sums;
    }

    @Test
    void shouldGiveEachWhatItGivesAlone() throws KernelException {
        List<Image> programs = IntStream.range(0, PROGRAMS)
                .mapToObj(k -> RandomProgram.of(SEED + k, NOTHING))
                .toList();
        long[] alone = sums("100000", programs, PROGRAMS);
        long[] many = sums("random:5:90", programs, STARTED);
        for (int first = 0; first < STARTED; first += PROGRAMS) {
            assertTrue(Arrays.equals(alone, 0, PROGRAMS, many, first, first + PROGRAMS), "from " + first);
        }
    }

    /** Each forks the next and waits for it: none ends before the last. */
    @Test
    void shouldKeepAChainOfProcesses() throws KernelException {
        int depth = 250_000;
        Assembler program = new Assembler()
                .constant(4, depth)
                .label("again")
                .subtractAndTest(4, 4, 1)
                .branchIfEqual("done")
                .fork("again")
                .store(4, Assembler.SP, 0)
                .call(4, -1, 0, 0)
                .label("done")
                .exit(3);
        check(program, depth, 3);
    }

    /** One forks all others, and then waits for them. */
    @Test
    void shouldKeepManyChildrenOfOneProcess() throws KernelException {
        int children = 250_000;
        Assembler program = new Assembler()
                .constant(4, children)
                .label("fork")
                .fork("child")
                .subtractAndTest(4, 4, 1)
                .branchIfNotEqual("fork")
                .constant(4, children)
                .label("wait")
                .call(4, -1, 0, 0)
                .addRegister(5, 5, 0)
                .subtractAndTest(4, 4, 1)
                .branchIfNotEqual("wait")
                .call(4, -1, 0, 0)
                .move(1, 0)
                .mov(0, 1)
                .svc(0)
                .label("child")
                .store(4, Assembler.SP, 0)
                .mov(4, Assembler.DATA)
                .store(4, 4, 0)
                .call(17)
                .exit(7);
        check(program, children + 1, -10 & 0xff); // ECHILD
    }

    private static void check(Assembler program, int processes, int exit) throws KernelException {
        int[] first = {-1};
        KernelListener listener = new KernelListener() {
            @Override
            public void ending(ProcessEnd end) {
                if (end.startedByUser()) {
                    first[0] = end.exit();
                }
            }
        };
        try (Kernel kernel = new Kernel(options("100000000", listener))) {
            kernel.start(program.elf("p"), List.of());
            assertEquals(RunOutcome.COMPLETED, kernel.run());
            assertEquals(exit, first[0]);
            assertEquals(processes, kernel.statistics().ended());
            assertEquals(processes, kernel.statistics().mostLiving());
            assertEquals(0, kernel.statistics().processes());
            assertEquals(0, kernel.statistics().memory().bytes());
        }
    }
}
