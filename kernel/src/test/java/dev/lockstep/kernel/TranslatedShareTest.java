package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.engine.EngineStatistics;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.ImageException;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.TranslatingEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What of our programs can run as translated code, when all of it is translated before it is first executed: at least 99.9
 * of 100 instructions. The rest are those that the interpreter executes at the end of a turn, and what it must do itself:
 * system calls. Of programs that end soon the same number may be interpreted as of one with 10,000 instructions; with flat
 * memory as of one with 150,000, for the first accesses to memory that was not there when it was made are left to the
 * interpreter.
 */
@Execution(ExecutionMode.CONCURRENT)
class TranslatedShareTest {
    private static final double LEAST = 0.999;

    /** They rewrite their code until it is no longer worth translating. */
    private static final Set<String> REWRITING = Set.of("self-modify", "code-copies");

    private static final long SHORT = 10_000;
    private static final long SHORT_FLAT = 150_000;

    static Stream<List<String>> programs() throws IOException {
        return PrebuiltProgramsTest.cases().filter(words -> !REWRITING.contains(words.get(2)));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldTranslateNearlyEverything(List<String> words) throws IOException, ImageException {
        shouldTranslateNearlyEverything(words, PromotionPolicy.never(), SHORT);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldTranslateNearlyEverythingFlat(List<String> words) throws IOException, ImageException {
        shouldTranslateNearlyEverything(words, PromotionPolicy.automatic(), SHORT_FLAT);
    }

    private static void shouldTranslateNearlyEverything(List<String> words, PromotionPolicy promotion, long least)
            throws IOException, ImageException {
        Path in = Prebuilt.USER_CODE.resolve("expected").resolve(words.get(0) + ".in");
        TranslatingEngine engine = new TranslatingEngine(Profile.NONE, 0).withPromotion(promotion);
        Run.of(
                engine,
                Profile.NONE,
                Files.exists(in) ? Files.readString(in, StandardCharsets.ISO_8859_1) : "",
                options -> options.withPrograms(Prebuilt.programs()),
                words.subList(3, words.size()),
                Prebuilt.find(words.get(2)));
        EngineStatistics statistics = engine.statistics();
        long all = statistics.interpreted() + statistics.translated();
        assertTrue(
                statistics.interpreted() <= Math.max((1 - LEAST) * all, (1 - LEAST) * least),
                () -> words + ": " + statistics);
    }
}
