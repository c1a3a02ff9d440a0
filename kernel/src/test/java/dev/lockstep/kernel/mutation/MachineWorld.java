package dev.lockstep.kernel.mutation;

import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.Kernel;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.MachineRunner;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.diff.Differ;
import dev.lockstep.kernel.diff.Finding;
import dev.lockstep.kernel.diff.FindingText;
import dev.lockstep.kernel.diff.FirstDifference;
import dev.lockstep.kernel.diff.MachineHart;
import dev.lockstep.kernel.diff.Side;
import dev.lockstep.kernel.diff.StoredCode;
import dev.lockstep.kernel.fs.ProgramDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Runs a small program under the guest kernel on the bare machine, with whatever classes its loader has, in the profile FULL:
 * once to write down every step as {@link World} does, and once more by {@link Differ}, against our own kernel. Nothing but
 * classes of the JDK crosses the border.
 *
 * <pre>
 *  hash 1.2, at 1.2, after 1.2, from 1.2, end 1.2, what, text, damages, failed   as World has them
 *  turns 1.2   steps taken at the end of each turn after which the process would have gone on
 *  equal       there when Differ finds nothing
 *  lines       all that is told, a character each
 * </pre>
 */
public final class MachineWorld implements BiFunction<String, String, Map<String, int[]>> {
    /** Name of the way in which our kernel runs the program, interpreted. */
    static final String KERNEL = "";

    static final String EQUAL = "equal";
    static final String LINES = "lines";

    private static final long MOST_INSTRUCTIONS = 100_000_000;
    private static final long MOST_STEPS = 5000;
    private static final Path GUEST = Path.of("guest", "prebuilt").toAbsolutePath();
    private static final Path PREBUILT =
            Path.of("..", "user-code", "prebuilt").toAbsolutePath().normalize();

    /** The first argument is the spec of a run on the machine, or {@link #KERNEL}. */
    @Override
    public Map<String, int[]> apply(String spec, String program) {
        Damage.begin();
        Map<String, int[]> results = new TreeMap<>();
        try {
            run(spec, checked(program), results);
        } catch (RuntimeException | Error e) {
            // What a fault leads to can be anything.
            results.put(World.FAILED, new int[] {1});
        }
        results.put(World.DAMAGES, new int[] {Damage.count()});
        return results;
    }

    private static void run(String spec, CheckedProgram program, Map<String, int[]> results) {
        StepLog log = new StepLog();
        try {
            if (spec.equals(KERNEL)) {
                interpret(program, log);
            } else {
                new MachineRunner(GUEST)
                        .run(
                                List.of(program),
                                RunSpec.parse(spec),
                                MOST_INSTRUCTIONS,
                                new MachineHart(List.of(program), Profile.FULL, log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            log.addTo(results);
        }
        if (!spec.equals(KERNEL)) {
            tell(new Differ(side(program, ""), side(program, spec), false).find(), program, results);
        }
    }

    private static void interpret(CheckedProgram program, StepLog log) {
        KernelOptions options = KernelOptions.of(new InterpretingEngine(Profile.FULL), Profile.FULL)
                .withPrograms(new ProgramDirectories(List.of(PREBUILT)))
                .withObservers(hart -> log);
        try (Kernel kernel = new Kernel(options)) {
            for (Image image : program.images()) {
                kernel.start(image, List.of());
            }
            kernel.run();
        } catch (KernelException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tell(Finding finding, CheckedProgram program, Map<String, int[]> results) {
        List<String> lines = new FindingText(program.words(), "A", "B").lines(finding);
        results.put(LINES, String.join("\n", lines).chars().toArray());
        if (finding instanceof FirstDifference difference) {
            results.put(
                    World.WHAT,
                    Named.step(difference.path(), difference.step()).chars().toArray());
            results.put(World.TEXT, difference.taken().text().chars().toArray());
        } else if (finding.equal()) {
            results.put(EQUAL, new int[] {1});
        }
    }

    private static Side side(CheckedProgram program, String spec) {
        return new Side(
                RunSpec.parse(spec),
                List.of(program),
                0,
                Profile.FULL,
                Limits.STANDARD.withMaxSteps(MOST_STEPS),
                EngineMaker.standard(),
                new ProgramDirectories(List.of(PREBUILT)),
                StoredCode.NONE,
                Optional.of(new MachineRunner(GUEST)));
    }

    private static CheckedProgram checked(String name) {
        Path file = PREBUILT.resolve(name);
        try {
            return new CheckedProgram(name, ImageReader.read(file), List.of(), file);
        } catch (ImageException e) {
            throw new IllegalStateException(e);
        }
    }
}
