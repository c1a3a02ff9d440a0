package dev.lockstep.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReaderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldRejectAnEmptyFile() {
        assertEquals(
                "empty: file length: found 0 bytes, wanted at least 40 (small program) or 52 (ELF)",
                reject("empty", new byte[0]));
    }

    @Test
    void shouldRejectAnUnknownMagic() {
        assertEquals(
                "x: magic: found 0x6c6c6568, wanted 0xfaf0faf0 (small program) or 0x464c457f (ELF)",
                reject("x", new byte[] {'h', 'e', 'l', 'l', 'o'}));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b/hello.elf, hello",
        "hello, hello",
        "hello.eqx.bin, hello",
        "a.b/hello.pix.bin, hello",
        "v1.2.elf, v1.2",
        ".hidden, .hidden",
        "two words.bin, two words"
    })
    void shouldNameTheProgramAfterItsFile(String fileName, String name) throws ImageException {
        assertEquals(
                name,
                ImageReader.read(fileName, new ElfFile().bytes()).getFirst().name());
    }

    @Test
    void shouldReadAFile() throws IOException, ImageException {
        Path file = Files.write(folder.resolve("some.bin"), new SmallProgramFile(8, 0, 0).bytes());
        assertEquals("some", ImageReader.read(file).getFirst().name());
    }

    @Test
    void shouldRejectAMissingFile() {
        Path file = folder.resolve("none");
        assertEquals(
                file + ": file: found none, wanted a program file",
                assertThrows(ImageException.class, () -> ImageReader.read(file)).getMessage());
    }

    @Test
    void shouldRejectADirectory() {
        assertEquals(
                folder + ": file: found a directory, wanted a program file",
                assertThrows(ImageException.class, () -> ImageReader.read(folder))
                        .getMessage());
    }

    @Test
    void shouldRejectAnOversizedFile() {
        assertEquals(
                "big: file length: found more than 67108864 bytes, wanted no more than that",
                reject("big", new byte[ImageReader.MAX_FILE_BYTES + 1]));
    }

    private static String reject(String name, byte[] bytes) {
        return assertThrows(ImageException.class, () -> ImageReader.read(name, bytes))
                .getMessage();
    }
}
