package dev.lockstep.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Decoder and disassembler against GNU objdump, up to {@link ObjdumpDifferences}. Another seed:
 * {@code -Dlockstep.seed=N}. Without objdump the tests fail, unless the environment says
 * {@code LOCKSTEP_ORACLES=optional}.
 */
@Tag("oracle")
class DisassemblerOracleTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int UNIFORM = 200_000;
    private static final int PAIRS = 50_000;
    private static final int PER_ROW = 1_000;
    private static final int PER_EXCEPTION = 1_000;
    private static final int SHOWN = 20;

    @TempDir
    Path directory;

    @BeforeAll
    static void requireObjdump() throws InterruptedException {
        if (Objdump.isInstalled()) {
            return;
        }
        String message = Objdump.TOOL + " is missing: install the Debian package " + Objdump.PACKAGE;
        if ("optional".equals(System.getenv("LOCKSTEP_ORACLES"))) {
            Assumptions.abort(message);
        }
        fail(message);
    }

    @Test
    void uniformlyRandomWordsMeanTheSame() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(SEED);
        compare("uniform", Objdump.disassemble(random.ints(UNIFORM).toArray(), directory));
    }

    @Test
    void randomWordsOfTheVfpCoprocessorsMeanTheSame() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(SEED);
        int[] words = random.ints(UNIFORM)
                .map(word -> word & 0xF3FFF1FF | 0x0C000A00)
                .filter(word -> (word & 0x0F000000) != 0x0F000000)
                .toArray();
        compare("coprocessors 10 and 11", Objdump.disassemble(words, directory));
    }

    @Test
    void allHalfwordsMeanTheSame() throws IOException, InterruptedException {
        int[] words = IntStream.range(0, 1 << Short.SIZE).toArray();
        compareThumb("all halfwords", Objdump.disassembleThumb(words, directory));
    }

    @Test
    void randomPairsOfHalfwordsMeanTheSame() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(SEED);
        int[] words =
                random.ints(PAIRS).map(word -> word & 0x07FFFFFF | 0xF000E800).toArray();
        compareThumb("pairs of halfwords", Objdump.disassembleThumb(words, directory));
    }

    @Test
    void definedWordsOfEachEncodingMeanTheSame() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(SEED);
        int[] words = Rows.arm().stream()
                .filter(row -> !row.privileged())
                .flatMapToInt(row -> random.ints(PER_ROW).map(any -> row.randomize(random)))
                .toArray();
        compare("defined words of each encoding", Objdump.disassemble(words, directory));
    }

    @Test
    void unrestrictedWordsOfEachEncodingMeanTheSame() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(SEED);
        int[] words = Rows.arm().stream()
                .flatMapToInt(row ->
                        random.ints(PER_ROW).map(any -> row.row().pattern().randomize(random)))
                .toArray();
        compare("unrestricted words of each encoding", Objdump.disassemble(words, directory));
    }

    @Test
    void wordsOneBitBesideDefinedOnesMeanTheSame() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(SEED);
        int[] words = Rows.arm().stream()
                .filter(row -> !row.privileged())
                .flatMapToInt(row -> random.ints(PER_ROW, 0, Integer.SIZE).map(bit -> row.randomize(random) ^ 1 << bit))
                .toArray();
        compare("one bit beside defined words", Objdump.disassemble(words, directory));
    }

    @Test
    void examplesMeanTheSame() throws IOException, InterruptedException {
        int[] words = Example.arm().stream().mapToInt(Example::word).toArray();
        compare("examples", Objdump.disassemble(words, directory));
        int[] halfwords = Example.thumb().stream().mapToInt(Example::word).toArray();
        compareThumb("Thumb examples", Objdump.disassembleThumb(halfwords, directory));
    }

    @Test
    void everyForeignInstructionIsKnownToObjdump() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(SEED);
        List<Objdump.Line> all = new ArrayList<>();
        for (ObjdumpDifferences.Foreign foreign : ObjdumpDifferences.FOREIGN) {
            int[] words = random.ints(PER_EXCEPTION)
                    .map(word -> (word & ~foreign.mask()) | foreign.value())
                    .toArray();
            List<Objdump.Line> lines = Objdump.disassemble(words, directory);
            assertTrue(lines.stream().anyMatch(foreign::covers), () -> "not needed: " + foreign);
            all.addAll(lines);
        }
        compare("foreign instructions", all);
    }

    @Test
    void everyForeignThumbInstructionIsKnownToObjdump() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(SEED);
        for (ObjdumpDifferences.Foreign foreign : ObjdumpDifferences.THUMB_FOREIGN) {
            int[] words = random.ints(PER_EXCEPTION)
                    .map(word -> (word & ~foreign.mask()) | foreign.value())
                    .toArray();
            List<Objdump.Line> lines = Objdump.disassembleThumb(words, directory);
            assertTrue(lines.stream().anyMatch(foreign::covers), () -> "not needed: " + foreign);
        }
    }

    @Test
    void compiledProgramsMeanTheSameAndAreDefined() throws IOException, InterruptedException {
        List<Objdump.Line> all = new ArrayList<>();
        for (Path program : programs()) {
            for (Objdump.Line line : Objdump.disassemble(program)) {
                if (!line.isData()) {
                    Opcode opcode = Decoder.decode(line.word()).opcode();
                    assertNotEquals(Opcode.UNPREDICTABLE, opcode, () -> program + ": " + line);
                    all.add(line);
                }
            }
        }
        assertFalse(all.isEmpty(), "no ELF file in user-code/prebuilt");
        compare("compiled programs", all);
    }

    /** The ELF files that the repository holds. */
    private static List<Path> programs() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.isDirectory(root.resolve("user-code"))) {
            root = root.getParent();
        }
        assertNotNull(root, "no user-code directory above " + Path.of("").toAbsolutePath());
        try (Stream<Path> files = Files.walk(root.resolve("user-code").resolve("prebuilt"))) {
            return files.filter(file -> file.toString().endsWith(".elf"))
                    .sorted()
                    .toList();
        }
    }

    private static void compare(String what, List<Objdump.Line> lines) {
        compare(what, lines, Decoder::decode);
    }

    private static void compareThumb(String what, List<Objdump.Line> lines) {
        compare(what, lines, Decoder::decodeThumb);
    }

    /** Prints what is compared, and fails with the first words on which there is disagreement. */
    private static void compare(String what, List<Objdump.Line> lines, IntFunction<Instruction> decoder) {
        Map<Opcode, Integer> words = new EnumMap<>(Opcode.class);
        List<String> disagreements = new ArrayList<>();
        for (Objdump.Line line : lines) {
            Instruction instruction = decoder.apply(line.word());
            words.merge(instruction.opcode(), 1, Integer::sum);
            ObjdumpDifferences.of(line, instruction).ifPresent(disagreements::add);
        }
        String counts = "oracle: objdump, %s: %d comparisons, seed %d, %d undefined, %d unpredictable, %d disagreements"
                .formatted(
                        what,
                        lines.size(),
                        SEED,
                        words.getOrDefault(Opcode.UNDEFINED, 0),
                        words.getOrDefault(Opcode.UNPREDICTABLE, 0),
                        disagreements.size());
        System.out.println(counts);
        assertEquals(
                "",
                String.join("\n", disagreements.subList(0, Math.min(SHOWN, disagreements.size()))),
                () -> counts + "; to repeat: mvn -pl runtime test -Dtest=DisassemblerOracleTest -Dlockstep.seed="
                        + SEED);
    }
}
