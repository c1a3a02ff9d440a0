package dev.lockstep.image.dwarf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the tables' bytes are, asking for a line gives one or none, and nothing else. */
class LineTableFuzzTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20260101);
    private static final int ROUNDS = 20_000;
    private static final Path PROGRAM = Path.of("..", "user-code", "prebuilt", "hello.elf");
    private static final byte[] INTERESTING = {0, 1, 2, 3, 4, 5, 8, 9, 13, 0x1f, 0x7f, (byte) 0x80, (byte) 0xff};

    @Test
    void shouldSurviveMutatedTables() {
        fuzz(LineTable.bytes());
    }

    private static void fuzz(byte[] valid) {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] table = mutate(valid, new SplittableRandom(SEED + round), 0);
            ask(LineTable.lines(table), round);
        }
    }

    @Test
    void shouldSurviveMutatedPrograms() throws IOException, ImageException {
        byte[] valid = Files.readAllBytes(PROGRAM);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Headers and code come first.
            byte[] file = mutate(valid, new SplittableRandom(SEED + round), valid.length / 8);
            try {
                Image image = ImageReader.read("hello.elf", file).getFirst();
                ask(image.symbols().lines(), round);
                read++;
            } catch (ImageException e) {
                // Another part of the file was hit, which running needs.
            }
        }
        assertTrue(read > ROUNDS / 2, "most can be read");
    }

    private static void ask(SourceLines lines, int round) {
        try {
            for (int address = 0x7ff0;
                    address < 0x10100;
                    address += address < 0x8010 || address >= 0x10000 ? 2 : 0x100) {
                lines.at(address);
            }
            lines.at(-2);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("to repeat: -Dlockstep.seed=" + (SEED + round), e);
        }
    }

    private static byte[] mutate(byte[] valid, SplittableRandom random, int from) {
        byte[] table = valid.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(from, table.length);
            table[at] =
                    random.nextBoolean() ? (byte) random.nextInt() : INTERESTING[random.nextInt(INTERESTING.length)];
        }
        return table;
    }
}
