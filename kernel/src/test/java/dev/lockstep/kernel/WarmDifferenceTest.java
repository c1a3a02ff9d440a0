package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Companions;
import dev.lockstep.kernel.check.Divergence;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.Matrix;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.diff.Differ;
import dev.lockstep.kernel.diff.DivergenceExplainer;
import dev.lockstep.kernel.diff.Finding;
import dev.lockstep.kernel.diff.FirstDifference;
import dev.lockstep.kernel.diff.Side;
import dev.lockstep.kernel.diff.SideMaker;
import dev.lockstep.translator.aot.CodeCache;
import dev.lockstep.translator.aot.CodeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong only where a run begins with translated code of an earlier one. */
class WarmDifferenceTest {
    private static final int TURNS = 100;

    /** Instructions before the loop's end, and those of the three calls. */
    private static final long BEFORE = 2 * TURNS + 1 + 3 * FaultyEngine.CALLS_BEFORE;

    @TempDir
    private Path scratch;

    private final CheckedProgram program = program();

    /** A loop, which is translated, and four calls that change nothing. */
    private static CheckedProgram program() {
        Assembler program = new Assembler().spin(TURNS);
        for (int k = 0; k <= FaultyEngine.CALLS_BEFORE; k++) {
            program.call(5, 0);
        }
        Image image = program.exit(0).elf("p");
        return new CheckedProgram("p", List.of(image), List.of(), Path.of("p"));
    }

    /** With engines that lose a register once they have entered stored code. */
    private CheckSettings settings() {
        EngineMaker faulty = (spec, profile, store) ->
                new FaultyEngine(EngineMaker.standard().make(spec, profile, store), cpu -> {
                    if (loaded(store) > 0) {
                        cpu.r[9] ^= 1;
                    }
                });
        return new CheckSettings(
                new Companions(List.of(program), Optional.empty(), List.of()),
                Matrix.parse("quick", 1),
                Optional.empty(),
                Prebuilt.programs(),
                faulty,
                Optional.empty(),
                scratch,
                1,
                1_000_000);
    }

    private static long loaded(CodeStore store) {
        return store instanceof CodeCache cache ? cache.loaded() : 0;
    }

    private Finding compared(String spec, boolean stores) {
        SideMaker sides = new SideMaker(settings());
        Side found = sides.of(program, RunSpec.parse(spec), Profile.FULL);
        return new Differ(sides.reference(program, Profile.FULL), found, stores).find();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "engine=translated,cache=warm",
                "engine=translated,cache=warm,quantum=random:3:50",
                "engine=flat,cache=warm",
                "engine=translated,cache=warm,company=copies"
            })
    void shouldNameTheStepAfterWhatIsWrongInWarmRunsOnly(String spec) {
        Finding finding = compared(spec, false);
        FirstDifference found = assertInstanceOf(FirstDifference.class, finding, finding::toString);
        assertEquals(BEFORE, found.step());
        assertEquals("r9", found.registers().get(0).name());
    }

    @Test
    void shouldNameItWithStoresHashedToo() {
        Finding finding = compared("engine=translated,cache=warm", true);
        FirstDifference found = assertInstanceOf(FirstDifference.class, finding, finding::toString);
        assertEquals(BEFORE, found.step());
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine=translated", "engine=flat", "engine=translated,cache=cold,quantum=random:3:50"})
    void shouldFindNothingInColdRuns(String spec) throws IOException {
        Finding finding = compared(spec, false);
        assertTrue(finding.equal(), finding::toString);
        try (Stream<Path> files = Files.list(scratch)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void shouldExplainAFailedCheckByWarmRuns() {
        Divergence divergence = new Divergence(
                program,
                Profile.FULL,
                RunSpec.parse("engine=translated,cache=warm"),
                List.of(program),
                0,
                "1",
                List.of("reg-hash"));
        List<String> lines = new DivergenceExplainer(settings(), false).explain(divergence);
        assertTrue(lines.stream().anyMatch(line -> line.contains("step " + BEFORE)), lines::toString);
    }
}
