package dev.lockstep.kernel.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Every fault is found, and the step that is named is the right one; {@code docs/MUTATIONS.md} tells how. */
@Order(1)
final class MutationTest {
    private static final Path TABLE = Path.of("..", "docs", "MUTATIONS.md");
    private static final Path GUEST = Path.of("guest", "prebuilt").toAbsolutePath();
    private static final int LEAST = 40;

    private final BiFunction<String, String, Map<String, int[]>> sound = new MutantLoader(Optional.empty()).world();
    private final Map<String, Map<String, int[]>> known = new HashMap<>();

    /** What the unedited Lockstep does. */
    private Map<String, int[]> sound(String way, String program) {
        return known.computeIfAbsent(way + " " + program, any -> sound.apply(way, program));
    }

    @Test
    void shouldFindEveryFaultAndNameTheStep() throws IOException {
        List<String> rows = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Mutant mutant : Mutants.all()) {
            Verdict verdict = mutant.room().equals("machine") ? booted(mutant) : run(mutant);
            rows.add("| " + mutant.room() + " | " + mutant.name() + " | `" + place(mutant) + "` | " + verdict.caughtBy()
                    + " | " + verdict.step() + " | " + verdict.evidence() + " |");
            if (!verdict.right()) {
                wrong.add(rows.get(rows.size() - 1));
            }
        }
        Path made = Path.of("target", "MUTATIONS.md");
        Files.writeString(made, Table.of(rows));
        assertTrue(wrong.isEmpty(), () -> "not found, or another step named:\n" + String.join("\n", wrong));
        assertTrue(rows.size() >= LEAST, () -> rows.size() + " faults");
        assertEquals(Files.readString(made), Files.readString(TABLE), made + " tells what is found");
    }

    @Test
    void shouldFindNothingWithoutAFault() {
        for (String program : List.of(RareInstructions.NAME, "fork-tree.elf", "exec.elf", "tests/wait-any.elf")) {
            for (Way way : Way.values()) {
                Optional<Finding> finding =
                        Finding.of(program, sound(Way.PLAIN.name(), program), sound(way.name(), program));
                assertEquals(Optional.empty(), finding, way + " " + program);
            }
        }
    }

    private static String place(Mutant mutant) {
        return mutant.className().substring(mutant.className().lastIndexOf('.') + 1) + "." + mutant.method();
    }

    Verdict run(Mutant mutant) {
        String program = mutant.program();
        var world = new MutantLoader(Optional.of(mutant)).world();
        Map<String, int[]> plain = world.apply(Way.PLAIN.name(), program);
        List<String> caught = new ArrayList<>();
        Optional<Verdict> first = Optional.empty();
        for (Way way : List.of(Way.TRANSLATED, Way.FLAT, Way.QUANTUM, Way.COMPANY)) {
            Map<String, int[]> other = world.apply(way.name(), program);
            Optional<Finding> finding = Finding.of(program, plain, other);
            if (finding.isPresent()) {
                caught.add(way.toString());
                Optional<Finding> absolute = Finding.of(program, sound(way.name(), program), other);
                Verdict verdict = Verdict.of(mutant, finding.get(), absolute, other);
                first = first.or(() -> Optional.of(verdict));
            }
        }
        Optional<Finding> against = Finding.of(program, sound(Way.PLAIN.name(), program), plain);
        if (against.isPresent()) {
            caught.add("ledger");
            // What the other ways were compared with is wrong itself.
            first = Optional.of(Verdict.of(mutant, against.get(), against, plain));
        }
        if (caught.isEmpty()) {
            // Where on several harts a fault is met depends on the host, so they run only where nothing else finds it.
            Map<String, int[]> other = world.apply(Way.HARTS.name(), program);
            if (Finding.of(program, plain, other).isPresent()) {
                caught.add(Way.HARTS.toString());
                first = Optional.of(Verdict.ofHarts(other.get("damages")[0]));
            }
        }
        return first.map(verdict -> verdict.caughtBy(String.join(", ", caught))).orElse(Verdict.MISSED);
    }

    Verdict booted(Mutant mutant) {
        String image = GUEST.resolve(mutant.program() + ".img").toString();
        var world = new MutantLoader(Optional.of(mutant)).world();
        Map<String, int[]> found = world.apply(World.MACHINE, image);
        int[] wanted = sound(World.MACHINE, image).get("output");
        return Verdict.ofOutput(mutant.program(), text(wanted), text(found.get("output")), found.get("damages")[0]);
    }

    private static String text(int[] characters) {
        return new String(characters, 0, characters.length);
    }
}
