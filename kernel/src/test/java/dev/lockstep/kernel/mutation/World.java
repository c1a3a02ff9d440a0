package dev.lockstep.kernel.mutation;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.Kernel;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.ProcessEnd;
import dev.lockstep.kernel.api.Programs;
import dev.lockstep.kernel.fs.ProgramDirectories;
import dev.lockstep.machine.Machine;
import dev.lockstep.machine.Marker;
import dev.lockstep.machine.bcm2835.BoardOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Runs a program in one way, with whatever classes its loader has. Nothing but classes of the JDK crosses the border:
 * arrays of numbers by name.
 *
 * <pre>
 *  hash 1.2    reg-hash after each step of that process
 *  at 1.2      address of each step's instruction
 *  after 1.2   steps from the last damage to that step; negative if there was none before
 *  end 1.2     exit code, signal, steps, reg-hash, pc-hash
 *  output      what was printed, a character each
 *  damages     how often edited code ran
 *  failed      there when Lockstep itself failed
 * </pre>
 */
public final class World implements BiFunction<String, String, Map<String, int[]>> {
    private static final long MOST_STEPS = 100_000;
    private static final int MOST_TURNS = 50_000;
    private static final long MOST_INSTRUCTIONS = 3_000_000;

    /** Name of a way in which a program is run by the bare machine. */
    static final String MACHINE = "MACHINE";

    @Override
    public Map<String, int[]> apply(String way, String program) {
        Damage.begin();
        Map<String, int[]> results = new TreeMap<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (way.equals(MACHINE)) {
                boot(Path.of(program), out);
            } else {
                run(Way.valueOf(way), program, out, results);
            }
        } catch (RuntimeException | Error e) {
            // What a fault leads to can be anything.
            results.put("failed", new int[] {1});
        }
        results.put("output", out.toString(StandardCharsets.ISO_8859_1).chars().toArray());
        results.put("damages", new int[] {Damage.count()});
        return results;
    }

    private static void boot(Path image, ByteArrayOutputStream out) {
        try {
            Marker marker = new Marker(out, "DONE");
            Machine machine = new Machine(64, false, BoardOptions.to(marker), marker, line -> {});
            machine.load(Files.readAllBytes(image), Machine.DEFAULT_ADDRESS);
            machine.run(MOST_INSTRUCTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Way way, String program, ByteArrayOutputStream out, Map<String, int[]> results) {
        Map<String, Steps> steps = new ConcurrentHashMap<>();
        Map<String, int[]> ends = new ConcurrentHashMap<>();
        ConsoleStreams console =
                new ConsoleStreams(new ByteArrayInputStream(new byte[0]), out, new ByteArrayOutputStream());
        try (Kernel kernel = new Kernel(way.options()
                .withLimits(new Limits(64 << 20, 200, MOST_STEPS))
                .withPrograms(programs())
                .withConsole(console)
                .withObservers(hart -> new Recorder(steps, ends)))) {
            for (int copy = 0; copy < way.copies(); copy++) {
                kernel.start(image(program), List.of());
            }
            kernel.run();
        } catch (KernelException | ImageException e) {
            throw new IllegalStateException(e);
        } finally {
            steps.forEach((path, taken) -> {
                results.put("hash " + path, taken.hashes.toArray());
                results.put("at " + path, taken.addresses.toArray());
                results.put("after " + path, taken.distances.toArray());
            });
            ends.forEach((path, end) -> results.put("end " + path, end));
        }
    }

    /** The program's image, which nobody has edited the reader of. */
    static Image image(String program) throws ImageException {
        return program.equals(RareInstructions.NAME)
                ? RareInstructions.image()
                : ImageReader.read(prebuilt().resolve(program)).get(0);
    }

    private static Path prebuilt() {
        return Path.of("..", "user-code", "prebuilt").toAbsolutePath().normalize();
    }

    private static Programs programs() {
        return new ProgramDirectories(List.of(prebuilt()));
    }

    /** Steps of one process. */
    private static final class Steps {
        private final Numbers hashes = new Numbers();
        private final Numbers addresses = new Numbers();
        private final Numbers distances = new Numbers();
    }

    /** Writes down the steps of the process that has a turn. */
    private static final class Recorder extends StepObserver implements HartObserver {
        private final Map<String, Steps> all;
        private final Map<String, int[]> ends;
        private Steps current = new Steps();
        private int turns;

        Recorder(Map<String, Steps> all, Map<String, int[]> ends) {
            super(false);
            this.all = all;
            this.ends = ends;
        }

        @Override
        public StepObserver steps() {
            return this;
        }

        @Override
        public void dispatched(ObservedProcess process) {
            if (++turns > MOST_TURNS) {
                throw new IllegalStateException("runs without end");
            }
            current = all.computeIfAbsent(process.path().toString(), path -> new Steps());
        }

        @Override
        protected void step(CpuState cpu, int at, int regHash, int pcHash) {
            current.hashes.add(regHash);
            current.addresses.add(at);
            current.distances.add(Damage.step());
        }

        @Override
        public void ended(ObservedProcess process, ProcessEnd end) {
            int signal = end.report().signal().map(Enum::ordinal).orElse(-1);
            ends.put(
                    process.path().toString(),
                    new int[] {end.exit(), signal, (int) end.report().steps(), end.registerHash(), end.pcHash()});
        }
    }
}
