package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kernel.api.Abi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgramFinderTest {
    @TempDir
    private Path directory;

    private ProgramFinder finder;

    @BeforeEach
    void makeFinder() {
        finder = new ProgramFinder(Shell.in(directory).host(new ByteArrayOutputStream(), new ByteArrayOutputStream()));
    }

    private Path file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    @ParameterizedTest
    @CsvSource({
        "hello,LOCKSTEP,hello.elf",
        "hello,PIX,hello.bin",
        "hello,EQX,hello.eqx.bin",
        "matrix,PIX,matrix.elf",
        "hello.bin,LOCKSTEP,hello.bin",
        "undefined,LOCKSTEP,tests/undefined.elf",
        "tests/undefined,LOCKSTEP,tests/undefined.elf",
        "tests/undefined.elf,LOCKSTEP,tests/undefined.elf",
        "bench/sha256,LOCKSTEP,bench/sha256.elf",
        "string-search,LOCKSTEP,bench/string-search.elf",
    })
    void bareNameShouldMeanAPrebuiltProgram(String name, Abi preferred, String wanted) throws CommandException {
        assertEquals(Shell.PREBUILT.resolve(wanted), finder.file(name, preferred));
    }

    @Test
    void prebuiltProgramShouldWinOverAFileWithoutExtension() throws CommandException, IOException {
        file("hello");

        assertEquals(Shell.PREBUILT.resolve("hello.elf"), finder.file("hello", Abi.LOCKSTEP));
    }

    @Test
    void fileWithExtensionShouldWinOverAPrebuiltProgram() throws CommandException, IOException {
        Path file = file("hello.elf");

        assertEquals(file, finder.file("hello.elf", Abi.LOCKSTEP));
    }

    @Test
    void bareNameShouldMeanAFileWhenNothingPrebuiltHasIt() throws CommandException, IOException {
        Path file = file("x");

        assertEquals(file, finder.file("x", Abi.LOCKSTEP));
    }

    @Test
    void nameWithASlashShouldBeAPath() throws CommandException {
        assertEquals(directory.resolve("./hello"), finder.file("./hello", Abi.LOCKSTEP));
        assertEquals(Path.of("/hello"), finder.file("/hello", Abi.LOCKSTEP));
    }

    @Test
    void pathBelowTestsShouldWinOverAPrebuiltTest() throws CommandException, IOException {
        Path file = file("tests/undefined");

        assertEquals(file, finder.file("tests/undefined", Abi.LOCKSTEP));
    }

    @Test
    void unknownNameShouldBeToldWithTheKnownOnes() {
        CommandException error = assertThrows(CommandException.class, () -> finder.file("helo", Abi.LOCKSTEP));

        assertTrue(
                error.getMessage().startsWith("helo: found no such program or file, wanted a path or one of crc32, "),
                error.getMessage());
    }

    @Test
    void withoutPrebuiltProgramsTheVariableShouldBeNamed() {
        ProgramFinder lost = new ProgramFinder(
                Shell.in(directory).withoutPrebuilt().host(new ByteArrayOutputStream(), new ByteArrayOutputStream()));

        CommandException error = assertThrows(CommandException.class, () -> lost.file("hello", Abi.LOCKSTEP));

        assertEquals(
                "hello: found no such program or file, wanted a path or LOCKSTEP_HOME set, for prebuilt programs",
                error.getMessage());
    }

    @Test
    void sameFileShouldGiveTheSameImages() throws Exception {
        assertSame(
                finder.images("hello", Abi.LOCKSTEP).getFirst(),
                finder.images("hello", Abi.LOCKSTEP).getFirst());
    }
}
