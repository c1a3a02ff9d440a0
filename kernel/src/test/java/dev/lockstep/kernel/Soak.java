package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.KernelStatistics;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Runs random programs on kernels that live long: many copies of several at once, and when all have ended the next. Each
 * process must report what the interpreter gives for its program alone, and each time all have ended no memory may be in
 * use. Engine, promotion, profile, schedule, harts and
 * when processes go from one to another are drawn for each kernel. Every fourth one has too little memory: there forks
 * and stores fail, and only what is left is looked at.
 */
final class Soak {
    private static final int PROGRAMS = 6;
    private static final int ROUNDS = 8;
    private static final int MOST_COPIES = 30;
    private static final long MEMORY = 300 << 20;
    private static final String EXECUTED = "other";
    private static final Schedule REFERENCE = Schedule.parse("100000");
    private static final Image OTHER = new Assembler()
            .mov(5, 77)
            .spin(9)
            .mov(4, Assembler.DATA)
            .store(5, 4, 0)
            .exit(42)
            .elf(EXECUTED);

    /** One kernel of a soak, with the programs that it runs. */
    private record Case(
            EngineKind kind,
            Profile profile,
            Schedule schedule,
            int harts,
            Migration migration,
            long memory,
            boolean ample) {
        static Case draw(SplittableRandom random, int number) {
            boolean ample = number % 4 != 3;
            EngineKind[] kinds = EngineKind.values();
            Migration[] migrations = Migration.values();
            Profile[] profiles = {Profile.FULL, Profile.PIX, Profile.EQX};
            return new Case(
                    kinds[random.nextInt(kinds.length)],
                    profiles[random.nextInt(profiles.length)],
                    Schedule.parse("random:" + random.nextInt(1000) + ":" + (1 << random.nextInt(12))),
                    random.nextInt(1, 4),
                    migrations[random.nextInt(migrations.length)],
                    ample ? MEMORY : 1000L * random.nextInt(40, 400),
                    ample);
        }
    }

    private final SplittableRandom random;
    private final Map<Integer, List<String>> families = new HashMap<>();
    private int kernels;
    private long rounds;
    private long processes;
    private long forks;
    private long execs;
    private long migrations;
    private long killed;
    private long refused;
    private long compared;
    private long bytesBefore;
    private long bytesAfter;
    private int mostLiving;

    Soak(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * Runs for some time. Ends with what was done and the memory in use.
     *
     * @param arguments seconds, seed, and {@code true} where lines can be written over
     */
    public static void main(String[] arguments) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
        boolean terminal = Boolean.parseBoolean(arguments[2]);
        Soak soak = new Soak(Long.parseLong(arguments[1]));
        boolean failed = false;
        try {
            soak.run(() -> {
                if (terminal) {
                    System.err.print("\r\033[K" + soak);
                }
                return System.nanoTime() < end;
            });
        } catch (AssertionError e) {
            failed = true;
            e.printStackTrace();
        }
        if (terminal) {
            System.err.println();
        }
        System.out.println("== soak: " + soak);
        System.out.println("== memory in use: " + soak.bytesBefore + " bytes at the start of each kernel, "
                + soak.bytesAfter + " at its end; at most " + soak.mostLiving + " processes lived at one time");
        System.out.println(failed ? "1 difference" : "0 differences");
        System.exit(failed ? 1 : 0);
    }

    int kernels() {
        return kernels;
    }

    /** What was done so far. */
    @Override
    public String toString() {
        return "%d kernels, %d rounds, %d processes, %d forks, %d execs, %d migrations, %d killed, %d refused, %d reports compared"
                .formatted(kernels, rounds, processes, forks, execs, migrations, killed, refused, compared);
    }

    /** Kernel after kernel, at least four, while a condition holds. */
    void run(BooleanSupplier goesOn) {
        while (kernels < 4 || goesOn.getAsBoolean()) {
            Case drawn = Case.draw(random, kernels);
            try {
                kernel(drawn, goesOn);
            } catch (AssertionError | RuntimeException | KernelException e) {
                throw new AssertionError("kernel " + kernels + ": " + drawn, e);
            }
            kernels++;
        }
    }

    private void kernel(Case drawn, BooleanSupplier goesOn) throws KernelException {
        List<Image> programs = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        for (int k = 0; k < PROGRAMS; k++) {
            Image program = RandomProgram.of(random.nextLong(), EXECUTED);
            programs.add(program);
            expected.add(alone(drawn.profile(), program));
        }
        try (Kernel kernel = new Kernel(options(drawn))) {
            long before = kernel.statistics().memory().bytes();
            bytesBefore = Math.max(bytesBefore, before);
            int started = 0;
            for (int round = 0; round < ROUNDS && (round == 0 || goesOn.getAsBoolean()); round++) {
                families.clear();
                List<Integer> drawnPrograms = new ArrayList<>();
                start(kernel, drawn.ample(), programs, drawnPrograms);
                assertEquals(RunOutcome.COMPLETED, kernel.run());
                bytesAfter = Math.max(bytesAfter, kernel.statistics().memory().bytes());
                assertEquals(before, kernel.statistics().memory().bytes(), "memory in use");
                assertEquals(0, kernel.statistics().processes());
                for (int program : drawnPrograms) {
                    started++;
                    if (drawn.ample()) {
                        assertEquals(expected.get(program), family(started));
                        compared += expected.get(program).size();
                    }
                }
                rounds++;
            }
            count(kernel.statistics());
        }
    }

    /** Starts copies of the programs as they come, and notes which. */
    private void start(Kernel kernel, boolean ample, List<Image> programs, List<Integer> drawnPrograms)
            throws KernelException {
        int copies = random.nextInt(1, MOST_COPIES * PROGRAMS);
        for (int k = 0; k < copies; k++) {
            int program = random.nextInt(PROGRAMS);
            try {
                kernel.start(programs.get(program), List.of());
                drawnPrograms.add(program);
            } catch (KernelException e) {
                if (ample) {
                    throw e;
                }
                refused++;
            }
        }
    }

    private void count(KernelStatistics statistics) {
        processes += statistics.ended();
        forks += statistics.forks();
        execs += statistics.execs();
        migrations += statistics.migrations();
        mostLiving = Math.max(mostLiving, statistics.mostLiving());
    }

    private KernelOptions options(Case drawn) {
        List<Engine> engines = Stream.generate(() -> drawn.kind().create(drawn.profile()))
                .limit(drawn.harts())
                .toList();
        return options(KernelOptions.of(engines.getFirst(), drawn.profile()))
                .withHarts(engines)
                .withSchedule(drawn.schedule())
                .withMigration(drawn.migration())
                .withLimits(Limits.STANDARD.withMemoryBytes(drawn.memory()));
    }

    private KernelOptions options(KernelOptions options) {
        return options.withPrograms((name, caller) -> name.equals(EXECUTED) ? Optional.of(OTHER) : Optional.empty())
                .withListener(new KernelListener() {
                    @Override
                    public void ended(ProcessReport report) {
                        String path = report.pid().toString();
                        int end = path.indexOf('.') < 0 ? path.length() : path.indexOf('.');
                        int family = Integer.parseInt(path.substring(0, end));
                        synchronized (families) {
                            killed += report.signal().isPresent() ? 1 : 0;
                            families.computeIfAbsent(family, f -> new ArrayList<>())
                                    .add(line(report, path.substring(end)));
                        }
                    }
                });
    }

    private static String line(ProcessReport report, String path) {
        return path + " " + report.program() + " " + report.exit() + " " + report.signal() + " " + report.steps() + " "
                + report.instructions() + " " + report.hashes();
    }

    /** The reports of the processes that come from one that was started, in an order that no schedule can change. */
    private List<String> family(int started) {
        return families.getOrDefault(started, List.of()).stream().sorted().toList();
    }

    /** The same of a program alone. */
    private List<String> alone(Profile profile, Image program) throws KernelException {
        families.clear();
        try (Kernel kernel = new Kernel(options(KernelOptions.of(new InterpretingEngine(profile), profile))
                .withSchedule(REFERENCE))) {
            kernel.start(program, List.of());
            assertEquals(RunOutcome.COMPLETED, kernel.run());
            count(kernel.statistics());
        }
        return family(1);
    }
}
