package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.api.Programs;
import dev.lockstep.translator.TranslatingEngine;
import dev.lockstep.translator.aot.TranslatedProgram;
import dev.lockstep.translator.aot.Translation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program that was translated ahead of time runs as it does otherwise, and nothing more is translated while it runs,
 * with a few exceptions.
 */
class AheadOfTimeTest {
    /** Programs that need more than was found, and how many regions at most. */
    private static final Map<String, Integer> EXCEPTIONS = Map.of(
            // They write code and execute it.
            "self-modify", 20,
            "code-copies", 60,
            // It jumps through a table of offsets that it adds to an address.
            "thumb/huge-tables", 2,
            // The compiler's division jumps into the middle of a long piece of straight code, by a distance that it
            // computes.
            "newlib/libm-soft", 6,
            "newlib/libm-thumb", 6,
            "newlib/libm-vfp", 6,
            "newlib/newlib-tour-soft", 6,
            "newlib/newlib-tour-thumb", 6,
            "newlib/newlib-tour-vfp", 6);

    static Stream<List<String>> programs() throws IOException {
        Stream<List<String>> newlib = Stream.of("libm", "newlib-tour")
                .flatMap(name -> Stream.of("soft", "thumb", "vfp").map(kind -> "newlib/" + name + "-" + kind))
                .map(name -> List.of(name, "", name));
        return Stream.concat(PrebuiltProgramsTest.cases(), newlib);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldTranslateNothingMore(List<String> words) throws IOException, ImageException {
        Image image = Prebuilt.find(words.get(2));
        TranslatedProgram program = TranslatedProgram.of(Translation.of(image));
        TranslatingEngine engine = new TranslatingEngine(Profile.NONE).withStore(program);
        Run run = run(engine, image, words);
        Run wanted = run(new TranslatingEngine(Profile.NONE), image, words);

        assertEquals(wanted.out(), run.out());
        assertEquals(wanted.json(), run.json());
        long most = EXCEPTIONS.getOrDefault(words.get(2), 0);
        long found = engine.statistics().regions();
        assertTrue(found <= most, () -> words + ": " + found + " regions translated while running");
    }

    private static Run run(TranslatingEngine engine, Image image, List<String> words) throws IOException {
        Path in = Prebuilt.USER_CODE.resolve("expected").resolve(words.get(0) + ".in");
        Programs itself = (name, caller) -> name.equals(image.name()) ? Optional.of(image) : Optional.empty();
        return Run.of(
                engine,
                Profile.NONE,
                Files.exists(in) ? Files.readString(in, StandardCharsets.ISO_8859_1) : "",
                options -> options.withPrograms(itself),
                words.subList(3, words.size()),
                image);
    }
}
