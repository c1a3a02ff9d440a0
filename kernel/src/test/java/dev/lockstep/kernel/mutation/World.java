package dev.lockstep.kernel.mutation;

import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.check.KernelRunner;
import dev.lockstep.kernel.check.RunResult;
import dev.lockstep.kernel.diff.Differ;
import dev.lockstep.kernel.diff.Finding;
import dev.lockstep.kernel.diff.FirstDifference;
import dev.lockstep.kernel.diff.RecordedStep;
import dev.lockstep.kernel.diff.Side;
import dev.lockstep.kernel.diff.Trace;
import dev.lockstep.kernel.diff.TraceDiffer;
import dev.lockstep.kernel.diff.TraceException;
import dev.lockstep.kernel.diff.TraceRecorder;
import dev.lockstep.machine.Machine;
import dev.lockstep.machine.Marker;
import dev.lockstep.machine.bcm2835.BoardOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Runs a program as it is told to, with whatever classes its loader has. Nothing but classes of the JDK crosses the border: what
 * is to be done is a {@link Task} and what it needs, with a space between; what comes out are arrays of numbers by name.
 *
 * <pre>
 *  hash 1.2    reg-hash and pc-hash in one after each step of that process
 *  at 1.2      address of each step's instruction
 *  after 1.2   steps from the last damage to that step; negative if there was none before
 *  from 1.2    how many steps its ancestors had taken
 *  end 1.2     exit code, signal, steps, reg-hash, pc-hash
 *  output      what was printed, a character each
 *  what        the step that is named, or what else differs, a character each; not there when all is equal
 *  text        the instruction at that step, a character each
 *  damages     how often edited code ran
 *  failed      there when Lockstep itself failed
 * </pre>
 */
public final class World implements BiFunction<String, String, Map<String, int[]>> {
    private static final long MOST_INSTRUCTIONS = 3_000_000;

    static final String HASH = "hash ";
    static final String AT = "at ";
    static final String AFTER = "after ";
    static final String INHERITED = "from ";
    static final String END = "end ";
    static final String OUTPUT = "output";
    static final String WHAT = "what";
    static final String TEXT = "text";
    static final String DAMAGES = "damages";
    static final String FAILED = "failed";

    private final Path scratch;

    /** What can be done. */
    enum Task {
        /** Runs a program in a {@link Way} and writes its steps down. */
        RUN,
        /** Compares that with {@link Way#PLAIN} as {@code lockstep diff} does. */
        DIFF,
        /** Writes a trace of it to a file. */
        RECORD,
        /** Compares it with that trace as {@code lockstep diff --trace} does. */
        COMPARE,
        /** Lets the bare machine run a guest kernel. */
        BOOT;

        /** As {@link World#apply} is told to. */
        String of(Object argument) {
            return this + " " + argument;
        }
    }

    /** A world that keeps translated code in a new folder. */
    public World(Path folder) throws IOException {
        scratch = Files.createTempDirectory(folder, "world");
    }

    @Override
    public Map<String, int[]> apply(String task, String program) {
        Damage.begin();
        Map<String, int[]> results = new TreeMap<>();
        int space = task.indexOf(' ');
        String argument = task.substring(space + 1);
        try {
            switch (Task.valueOf(task.substring(0, space))) {
                case RUN -> run(new Way(argument), program, results);
                case DIFF -> diff(new Way(argument), program, results);
                case RECORD -> record(Path.of(argument), program);
                case COMPARE -> compare(Path.of(argument), program, results);
                case BOOT -> boot(Path.of(argument), results);
            }
        } catch (RuntimeException | Error e) {
            // What a fault leads to can be anything.
            results.put(FAILED, characters(e.toString()));
        } catch (ImageException | TraceException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        results.put(DAMAGES, new int[] {Damage.count()});
        return results;
    }

    private Side side(Way way, String program) throws ImageException {
        return Sides.of(way, program, scratch);
    }

    private void run(Way way, String program, Map<String, int[]> results) throws ImageException {
        Side side = side(way, program);
        StepRecorder.Recorded recorded = new StepRecorder.Recorded();
        KernelRunner runner = new KernelRunner(side.maker().observed(), side.exec());
        try {
            // The store first, for code that is to be there at the start does damage of its own.
            var store = side.store().forRun(true);
            Damage.begin();
            RunResult result = runner.run(
                    side.started(),
                    side.spec(),
                    side.profile(),
                    side.limits(),
                    store,
                    hart -> new StepRecorder(recorded));
            if (!result.complaint().isEmpty()) {
                results.put(FAILED, characters(result.complaint()));
            }
        } finally {
            recorded.addTo(results);
        }
    }

    private void diff(Way way, String program, Map<String, int[]> results) throws ImageException {
        put(new Differ(side(Way.PLAIN, program), side(way, program), way.stores()).find(), results);
    }

    private void record(Path trace, String program) throws ImageException, IOException {
        try (Writer out = Files.newBufferedWriter(trace)) {
            TraceRecorder.record(side(Way.PLAIN, program), out);
        }
    }

    private void compare(Path trace, String program, Map<String, int[]> results)
            throws ImageException, IOException, TraceException {
        try (Trace recorded = Trace.open(trace)) {
            put(new TraceDiffer(side(Way.PLAIN, program), recorded).find(), results);
        }
    }

    private static void put(Finding finding, Map<String, int[]> results) {
        if (finding instanceof FirstDifference first) {
            String text = first.a()
                    .taken()
                    .or(first.b()::taken)
                    .map(RecordedStep::text)
                    .orElse("");
            results.put(WHAT, characters(Named.step(first.path(), first.step())));
            results.put(TEXT, characters(text));
        } else if (finding instanceof Finding.Silent silent) {
            results.put(WHAT, characters(Named.end(silent.path())));
        } else if (finding instanceof Finding.Unlocated unlocated) {
            results.put(WHAT, characters("unlocated: " + unlocated.reason()));
        }
    }

    private static void boot(Path image, Map<String, int[]> results) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Marker marker = new Marker(out, "DONE");
            Machine machine = new Machine(64, false, BoardOptions.to(marker), marker, line -> {});
            machine.load(Files.readAllBytes(image), Machine.DEFAULT_ADDRESS);
            machine.run(MOST_INSTRUCTIONS);
        } finally {
            results.put(OUTPUT, characters(out.toString(StandardCharsets.ISO_8859_1)));
        }
    }

    private static int[] characters(String text) {
        return text.chars().toArray();
    }

    /** A text that came as numbers. */
    static String text(int[] characters) {
        return new String(characters, 0, characters.length);
    }
}
