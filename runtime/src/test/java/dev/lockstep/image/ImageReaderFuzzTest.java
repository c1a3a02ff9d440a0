package dev.lockstep.image;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever a file's bytes are, reading gives a sound image or an ImageException of one line, and nothing else. */
class ImageReaderFuzzTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20260101);
    private static final int ROUNDS = 60_000;
    private static final int[] INTERESTING = {
        0,
        1,
        3,
        4,
        39,
        40,
        52,
        0x1000,
        0x80000,
        0x100000,
        0x400000,
        0x500000,
        0x7fffffff,
        0x80000000,
        0xbf700000,
        0xfff00000,
        0xfffffffc,
        0xffffffff
    };

    @Test
    void shouldSurviveRandomBytes() {
        fuzz(random -> {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return random.nextBoolean() ? bytes : withMagic(bytes, random);
        });
    }

    @Test
    void shouldSurviveMutatedSmallPrograms() {
        fuzz(random -> mutate(new SmallProgramFile(16, 8, 100).bytes(), random));
    }

    @Test
    void shouldSurviveMutatedElfFiles() {
        fuzz(random -> mutate(new ElfFile().bytes(), random));
    }

    private static void fuzz(Function<SplittableRandom, byte[]> files) {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            byte[] file = files.apply(new SplittableRandom(seed));
            try {
                ImageReader.read("fuzz", file).forEach(ImageReaderFuzzTest::check);
            } catch (ImageException e) {
                assertTrue(e.getMessage().matches("fuzz: .+: found .+, wanted .+"), e.getMessage());
                assertFalse(e.getMessage().contains("\n"), e.getMessage());
            } catch (RuntimeException | Error e) {
                fail("again with -Dtest=ImageReaderFuzzTest -Dlockstep.seed=" + seed, e);
            }
        }
    }

    /** What the loader relies on. */
    private static void check(Image image) {
        long end = 0;
        boolean entered = false;
        for (Segment segment : image.segments()) {
            long address = Integer.toUnsignedLong(segment.address());
            assertTrue(address >= end, "segments ascend without overlap");
            end = address + segment.memoryBytes();
            assertTrue(end <= 1L << 32, "segments end within the address space");
            assertTrue(segment.content().length <= segment.memoryBytes(), "content fits");
            long entry = Integer.toUnsignedLong(image.entry() & ~1);
            entered |= segment.rights().execute() && address <= entry && entry < end;
        }
        assertTrue(entered, "the entry is executable");
        assertTrue(Integer.compareUnsigned(image.heapStart(), image.heapLimit()) <= 0, "the heap has a length");
        long total = image.segments().stream().mapToLong(Segment::memoryBytes).sum();
        assertTrue(total <= ImageReader.MAX_MEMORY_BYTES, "memory is limited");
    }

    private static byte[] withMagic(byte[] bytes, SplittableRandom random) {
        byte[] valid = random.nextBoolean() ? new SmallProgramFile(4, 0, 0).bytes() : new ElfFile().bytes();
        System.arraycopy(valid, 0, bytes, 0, Math.min(bytes.length, 4 + random.nextInt(40)));
        return bytes;
    }

    /** Overwrites a few bytes or words, cuts the file or repeats it. */
    private static byte[] mutate(byte[] file, SplittableRandom random) {
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(file.length);
            switch (random.nextInt(8)) {
                case 0 -> file = Arrays.copyOf(file, random.nextInt(file.length) + 1);
                case 1 -> file = repeat(file);
                case 2, 3 -> file[at] = (byte) random.nextInt();
                case 4 -> putWord(file, at & ~3, random.nextInt());
                default -> putWord(file, at & ~3, INTERESTING[random.nextInt(INTERESTING.length)]);
            }
        }
        return file;
    }

    private static byte[] repeat(byte[] file) {
        byte[] twice = Arrays.copyOf(file, 2 * file.length);
        System.arraycopy(file, 0, twice, file.length, file.length);
        return twice;
    }

    private static void putWord(byte[] file, int at, int value) {
        for (int i = 0; i < 4 && at + i < file.length; i++) {
            file[at + i] = (byte) (value >>> (8 * i));
        }
    }

    @Test
    void shouldBeLoadableWhenItIsAccepted() {
        AddressSpaces memory = new AddressSpaces(64 << 20);
        try {
            for (byte[] file : List.of(new SmallProgramFile(16, 8, 100).bytes(), new ElfFile().bytes())) {
                for (Image image : ImageReader.read("valid", file)) {
                    AddressSpace space = memory.create();
                    for (Segment segment : image.segments()) {
                        space.map(segment.address(), segment.memoryBytes(), segment.rights());
                        space.load(segment.address(), segment.content());
                    }
                    space.close();
                }
            }
        } catch (ImageException e) {
            fail(e);
        }
    }
}
