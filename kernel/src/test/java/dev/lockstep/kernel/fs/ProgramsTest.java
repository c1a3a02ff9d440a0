package dev.lockstep.kernel.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.Programs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramsTest {
    @TempDir
    private Path folder;

    private Path root;

    /** The entry tells the files apart. */
    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        Files.createDirectory(root.resolve("bin"));
        program("root/bin/hello.elf", 0x400000);
        program("root/bin/hello.bin", 0x410000);
        program("root/bin/hello.eqx.bin", 0x420000);
        program("root/only.bin", 0x430000);
        program("secret.elf", 0x440000);
        Files.writeString(root.resolve("broken.elf"), "no program");
        Files.createSymbolicLink(root.resolve("inside"), Path.of("bin/hello.elf"));
        Files.createSymbolicLink(root.resolve("outside"), Path.of("../secret.elf"));
        Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
    }

    private void program(String name, int codeAddress) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xfaf0faf0).putInt(40).putInt(40).putInt(codeAddress).putInt(4);
        file.putInt(44).putInt(0x500000).putInt(0).putInt(0x500000).putInt(0);
        Files.write(folder.resolve(name), file.array());
    }

    @ParameterizedTest
    @CsvSource({
        "hello, LOCKSTEP, 0x400000",
        "hello, PIX, 0x410000",
        "hello, EQX, 0x420000",
        "hello.bin, LOCKSTEP, 0x410000",
        "only, LOCKSTEP, 0x430000",
        "only, EQX, 0x430000"
    })
    void shouldPreferTheImageForTheCaller(String name, Abi abi, String entry) throws ImageException {
        Programs programs = new ProgramDirectories(List.of(root.resolve("none"), root.resolve("bin"), root));
        assertEquals(
                Integer.decode(entry), programs.find(name, abi).orElseThrow().entry());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "nothing", "bin/hello", "/bin/hello", "../secret", "bin", "hello\0", ".hello"})
    void shouldFindPlainNamesOnly(String name) throws ImageException {
        Programs programs = new ProgramDirectories(List.of(root.resolve("bin"), root));
        assertEquals(Optional.empty(), programs.find(name, Abi.LOCKSTEP));
    }

    @Test
    void shouldGiveTheSameImageEachTime() throws ImageException {
        Programs programs = new ProgramDirectories(List.of(root.resolve("bin")));
        Image image = programs.find("hello", Abi.LOCKSTEP).orElseThrow();
        assertSame(image, programs.find("hello.elf", Abi.LOCKSTEP).orElseThrow());
    }

    @Test
    void shouldReportABrokenFile() throws IOException {
        Programs directories = new ProgramDirectories(List.of(root));
        assertThrows(ImageException.class, () -> directories.find("broken", Abi.LOCKSTEP));
        Programs below = new RootDirectory(root);
        assertThrows(ImageException.class, () -> below.find("broken.elf", Abi.LOCKSTEP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bin/hello.elf",
                "/bin/hello.elf",
                "bin/hello",
                "//bin/../bin/./hello",
                "inside",
                "up/root/inside"
            })
    void shouldFindPathsBelowTheRoot(String name) throws IOException, ImageException {
        assertEquals(
                0x400000,
                new RootDirectory(root).find(name, Abi.LOCKSTEP).orElseThrow().entry());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                ".",
                "..",
                "bin",
                "nothing",
                "../secret.elf",
                "/../secret.elf",
                "bin/../../secret.elf",
                "outside",
                "up/secret.elf",
                "hello\0",
                "../root2/x"
            })
    void shouldNotLeaveTheRoot(String name) throws IOException, ImageException {
        assertEquals(Optional.empty(), new RootDirectory(root).find(name, Abi.LOCKSTEP));
    }

    @Test
    void shouldWantARootThatExists() {
        assertThrows(IOException.class, () -> new RootDirectory(root.resolve("none")));
    }
}
