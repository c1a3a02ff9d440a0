package dev.lockstep.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SystemEncodingTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int PER_ROW = 300;
    private static final int WORDS = 200_000;

    @TempDir
    Path directory;

    /** objdump has no opinion where imod is reserved, and names FPINST otherwise than the VFP's manual in old versions. */
    @Test
    void wordsOfEachEncodingMeanTheSameToObjdump() throws IOException, InterruptedException {
        assumeTrue(Objdump.isInstalled());
        RandomGenerator random = new SplittableRandom(SEED);
        int[] words = Arrays.stream(SystemEncoding.values())
                .filter(row -> row.size() == Integer.BYTES)
                .flatMapToInt(row -> random.ints(PER_ROW).map(any -> row.randomize(random)))
                .filter(SystemEncodingTest::isAgreedUpon)
                .toArray();
        List<Objdump.Line> lines = Objdump.disassemble(words, directory);
        assertEquals(words.length, lines.size());
        List<String> differences = new ArrayList<>();
        for (Objdump.Line line : lines) {
            String text = Disassembler.disassemble(Decoder.decodeSystem(line.word()), line.address());
            if (!text.equals(line.text())) {
                differences.add("%08x: %s, not %s".formatted(line.word(), line.text(), text));
            }
        }
        assertEquals(List.of(), differences);
    }

    private static boolean isAgreedUpon(int word) {
        Instruction instruction = Decoder.decodeSystem(word);
        if (instruction.encoding() == SystemEncoding.CPS) {
            int imod = instruction.immediate() >>> 9;
            boolean masks = (instruction.immediate() & 0xe0) != 0;
            boolean changes = (instruction.immediate() & 0x100) != 0;
            boolean mode = (instruction.immediate() & 0x1f) != 0;
            return imod >= 2 ? masks && (changes || !mode) : imod == 0 && changes && !masks;
        }
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        "b662, cpsie i",
        "b673, cpsid if",
        "b677, cpsid aif",
        "b664, cpsie a",
    })
    void thumbHasChangesOfTheMasks(String halfword, String text) {
        Instruction instruction = Decoder.decodeThumbSystem(Integer.parseInt(halfword, 16));
        assertEquals(text, Disassembler.disassemble(instruction, 0));
        assertTrue(instruction.thumb());
        assertEquals(2, instruction.size());
    }

    @ParameterizedTest
    @EnumSource(SystemEncoding.class)
    void processesNeverMeetThem(SystemEncoding row) {
        RandomGenerator random = new SplittableRandom(SEED);
        for (int i = 0; i < PER_ROW; i++) {
            int word = row.randomize(random);
            Instruction seen = row.size() == Short.BYTES ? Decoder.decodeThumb(word) : Decoder.decode(word);
            assertTrue(seen.opcode() != Opcode.SYSTEM);
        }
    }

    /** What both decoders take for an instruction of a process is the same to both, but for an exception return. */
    @Test
    void otherWordsMeanWhatTheyMeanToProcesses() {
        RandomGenerator random = new SplittableRandom(SEED);
        for (int i = 0; i < WORDS; i++) {
            int word = random.nextInt();
            Instruction seen = Decoder.decodeSystem(word);
            boolean returns = seen.setFlags() && seen.rd() == 15;
            if (seen.opcode() != Opcode.SYSTEM && !(seen.encoding() instanceof SystemEncoding) && !returns) {
                assertEquals(Decoder.decode(word), seen);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"e25ef004, SUB", "e1b0f00e, MOV", "e3b0f000, MOV", "e0dff001, SBC"})
    void dataProcessingToThePcThatSetsTheFlagsIsDefined(String word, Opcode opcode) {
        Instruction instruction = Decoder.decodeSystem((int) Long.parseLong(word, 16));
        assertEquals(opcode, instruction.opcode());
        assertTrue(instruction.setFlags());
    }
}
