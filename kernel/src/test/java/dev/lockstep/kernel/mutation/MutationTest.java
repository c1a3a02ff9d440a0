package dev.lockstep.kernel.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kernel.mutation.World.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault is found, and the step that is named is the right one; {@code docs/MUTATIONS.md} tells how. */
@Order(1)
final class MutationTest {
    private static final Path TABLE = Path.of("..", "docs", "MUTATIONS.md");
    private static final Path GUEST = Path.of("guest", "prebuilt").toAbsolutePath();
    private static final int LEAST = 90;
    private static final long MOST_MILLIS = 240_000;

    private final Map<String, Map<String, int[]>> known = new HashMap<>();

    private final MachineTrial machine = new MachineTrial();

    @TempDir
    private Path folder;

    /** What the unedited Lockstep does. */
    private Map<String, int[]> sound(String task, String program) {
        return known.computeIfAbsent(
                task + " " + program,
                any -> new MutantLoader(List.of()).world(folder).apply(task, program));
    }

    private Map<String, int[]> sound(Way way, String program) {
        return sound(Task.RUN.of(way.text()), program);
    }

    @Test
    void shouldFindEveryFaultAndNameTheStep() throws IOException, InterruptedException {
        List<String> rows = new ArrayList<>();
        List<String> harmless = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Mutant mutant : Mutants.all()) {
            Verdict verdict = bounded(mutant);
            String row = "| " + mutant.room() + " | " + mutant.name() + " | " + mutant.places() + " | "
                    + verdict.caughtBy() + " |";
            if (mutant.harmless()) {
                harmless.add(row);
            } else {
                row += " " + verdict.step() + " | " + verdict.evidence() + " |";
                rows.add(row);
            }
            if (!verdict.right()) {
                wrong.add(row);
            }
        }
        Path made = Path.of("target", "MUTATIONS.md");
        Files.writeString(made, Table.of(rows, harmless));
        assertTrue(wrong.isEmpty(), () -> "not found, or another step named:\n" + String.join("\n", wrong));
        assertTrue(rows.size() >= LEAST, () -> rows.size() + " faults");
        assertEquals(Files.readString(made), Files.readString(TABLE), made + " tells what is found");
    }

    @Test
    void shouldFindNothingWithoutAFault() {
        for (Mutant mutant : Mutants.all()) {
            String program = mutant.program();
            if (MachineTrial.judges(mutant)) {
                assertEquals(List.of(), machine.withoutFault(mutant), program);
            } else if (!mutant.room().equals("machine")) {
                for (Way way : mutant.ways()) {
                    Optional<Finding> finding = Finding.of(program, sound(Way.PLAIN, program), sound(way, program));
                    assertEquals(Optional.empty(), finding, way + " " + program);
                }
            }
        }
    }

    /** Some faults make Lockstep go on for ever: they are not found, and should be others. */
    private Verdict bounded(Mutant mutant) throws InterruptedException {
        AtomicReference<Verdict> verdict = new AtomicReference<>(Verdict.MISSED);
        Thread thread = new Thread(() -> verdict.set(judged(mutant)), mutant.name());
        thread.setDaemon(true);
        thread.start();
        thread.join(MOST_MILLIS);
        return verdict.get();
    }

    private Verdict judged(Mutant mutant) {
        if (!mutant.room().equals("machine")) {
            return run(mutant);
        }
        return MachineTrial.judges(mutant) ? machine.judge(mutant) : booted(mutant);
    }

    Verdict run(Mutant mutant) {
        String program = mutant.program();
        var world = new MutantLoader(mutant.faults()).world(folder);
        Map<String, int[]> plain = world.apply(Task.RUN.of(Way.PLAIN.text()), program);
        List<Finding> against = Finding.all(program, sound(Way.PLAIN, program), plain);
        List<Way> caught = new ArrayList<>();
        List<Map<String, int[]>> runs = new ArrayList<>();
        int damages = plain.get(World.DAMAGES)[0];
        for (Way way : mutant.ways()) {
            Map<String, int[]> other = world.apply(Task.RUN.of(way.text()), program);
            damages += other.get(World.DAMAGES)[0];
            if (way.stores() || Finding.of(program, plain, other).isPresent()) {
                caught.add(way);
                runs.add(other);
            }
        }
        if (mutant.harmless()) {
            return new Verdict(damages > 0 && caught.isEmpty() && against.isEmpty(), words(mutant.ways()), "", "");
        }
        Optional<Verdict> verdict = Optional.empty();
        if (!against.isEmpty()) {
            // What the other ways would be compared with is wrong itself.
            verdict = traced(mutant, world, against, plain);
        }
        if (verdict.isEmpty() && !caught.isEmpty()) {
            verdict = Optional.of(searched(mutant, world, caught.getFirst(), runs.getFirst(), against));
        }
        if (verdict.isEmpty() && !against.isEmpty() && against.getFirst().what().startsWith(World.END)) {
            // No step differs, and a ledger's line is of a whole process.
            verdict = Optional.of(Verdict.ofLedger(against.getFirst(), damages));
        }
        String words = words(caught) + (against.isEmpty() ? "" : caught.isEmpty() ? "ledger" : "; ledger");
        if (verdict.isEmpty() && damages == 0) {
            return new Verdict(false, words, "", "not reached");
        }
        return verdict.map(any -> any.caughtBy(words)).orElse(Verdict.MISSED);
    }

    private static String words(List<Way> ways) {
        return ways.stream().map(Way::toString).collect(Collectors.joining("; "));
    }

    /** What {@code lockstep diff --trace} says of the reference; empty where it says nothing, for a trace has no hashes. */
    private Optional<Verdict> traced(
            Mutant mutant,
            BiFunction<String, String, Map<String, int[]>> world,
            List<Finding> against,
            Map<String, int[]> plain) {
        Path trace = folder.resolve(mutant.program().replace('/', '-') + ".trace");
        sound(Task.RECORD.of(trace), mutant.program());
        Map<String, int[]> named = world.apply(Task.COMPARE.of(trace), mutant.program());
        return named.containsKey(World.WHAT)
                ? Optional.of(Verdict.of(mutant, named, against, plain))
                : Optional.empty();
    }

    /** What {@code lockstep diff} says of a way. */
    private Verdict searched(
            Mutant mutant,
            BiFunction<String, String, Map<String, int[]>> world,
            Way way,
            Map<String, int[]> run,
            List<Finding> against) {
        Map<String, int[]> named = world.apply(Task.DIFF.of(way.text()), mutant.program());
        if (way.stores()) {
            return Verdict.ofStores(mutant, named);
        }
        List<Finding> known = new ArrayList<>(Finding.all(mutant.program(), sound(way, mutant.program()), run));
        known.addAll(against);
        return Verdict.of(mutant, named, known, run);
    }

    Verdict booted(Mutant mutant) {
        String image = GUEST.resolve(mutant.program() + ".img").toString();
        var world = new MutantLoader(mutant.faults()).world(folder);
        Map<String, int[]> found = world.apply(Task.BOOT.of(image), "");
        int[] wanted = sound(Task.BOOT.of(image), "").get(World.OUTPUT);
        return Verdict.ofOutput(
                mutant, World.text(wanted), World.text(found.get(World.OUTPUT)), found.get(World.DAMAGES)[0]);
    }
}
