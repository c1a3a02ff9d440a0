package dev.lockstep.kernel;

import static dev.lockstep.kernel.SemihostingProgram.BUFFER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.image.Image;
import dev.lockstep.kernel.fs.HostDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Semihosting with files below a directory of the host. */
class SemihostingFilesTest {
    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectory(root.resolve("dir"));
        Files.writeString(root.resolve("file"), "0123456789");
        Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("out"), Path.of("../secret"));
        Files.createSymbolicLink(root.resolve("nowhere"), Path.of("../new"));
        Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("in"), Path.of("dir/../file"));
    }

    private Run run(Image image) {
        try {
            HostDirectory files = new HostDirectory(root);
            return Run.of(options -> options.withFiles(files), image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String out(SemihostingProgram program) {
        return run(program.elf()).out();
    }

    private String content(String name) throws IOException {
        return Files.readString(root.resolve(name), StandardCharsets.ISO_8859_1);
    }

    /** Mode; what open gives for a file that is not there, what is in one that is after "ab" was written, what is read. */
    @ParameterizedTest
    @CsvSource({
        "0, -1, 0123456789, 0",
        "1, -1, 0123456789, 0",
        "2, -1, ab23456789, 0",
        "3, -1, ab23456789, 0",
        "4, 1, ab, -1",
        "5, 1, ab, -1",
        "6, 1, ab, 2",
        "7, 1, ab, 2",
        "8, 1, 0123456789ab, -1",
        "9, 1, 0123456789ab, -1",
        "10, 1, 0123456789ab, 0",
        "11, 1, 0123456789ab, 0"
    })
    void shouldKnowTheModes(int mode, int opened, String content, int unread) throws IOException {
        SemihostingProgram program = new SemihostingProgram()
                .open("file", mode)
                .write(1, "ab")
                .call(SemihostingProgram.SEEK, 1, 0)
                .call(SemihostingProgram.READ, 1, BUFFER, 4)
                .show()
                .open("other", mode)
                .show();
        assertEquals(unread + " " + (opened < 0 ? -1 : 2) + " ", out(program));
        assertEquals(content, content("file"));
        assertEquals(opened > 0, Files.exists(root.resolve("other")));
    }

    @Test
    void shouldReadSeekAndTellTheLength() {
        assertEquals(
                "1 10 0 6 0123456 4 89 0 4 -1 9 ",
                out(new SemihostingProgram()
                        .open("file", 0)
                        .show()
                        .call(SemihostingProgram.FLEN, 1)
                        .show()
                        .call(SemihostingProgram.ISTTY, 1)
                        .show()
                        .call(SemihostingProgram.SEEK, 1, 8)
                        .call(SemihostingProgram.READ, 1, BUFFER, 8)
                        .show()
                        .call(SemihostingProgram.SEEK, 1, 0)
                        .call(SemihostingProgram.READ, 1, BUFFER, 7)
                        .showText(BUFFER, 7)
                        .put(BUFFER + 8, " ")
                        .showText(BUFFER + 8, 1)
                        .call(SemihostingProgram.SEEK, 1, 8)
                        .call(SemihostingProgram.READ, 1, BUFFER, 6)
                        .show()
                        .showText(BUFFER, 2)
                        .showText(BUFFER + 8, 1)
                        .call(SemihostingProgram.SEEK, 1, 100)
                        .show()
                        .call(SemihostingProgram.READ, 1, BUFFER, 4)
                        .show()
                        .call(SemihostingProgram.WRITE, 1, BUFFER, 4)
                        .show()
                        .showErrno()));
    }

    @Test
    void shouldFillAGapWithZeros() throws IOException {
        out(new SemihostingProgram()
                .open("new", 4)
                .call(SemihostingProgram.SEEK, 1, 3)
                .write(1, "x"));
        assertEquals("\0\0\0x", content("new"));
    }

    @ParameterizedTest
    @CsvSource({
        "none, 2",
        "dir, 21",
        "dir/none, 2",
        "none/file, 2",
        "file/x, 20",
        "'', 2",
        "/, 13",
        "., 13",
        "out, 2",
        "nowhere, 2",
        "up/secret, 2",
        "../secret, 2",
        "dir/../../secret, 2",
        "/../secret, 2",
        "/etc/passwd, 2",
        "../root/file, 0",
        "up/root/file, 0",
        "/file, 0",
        "//dir/.././file, 0",
        "in, 0",
        "up/root/in, 0",
        "f\0, 2"
    })
    void shouldNotLeaveTheRoot(String name, int errno) {
        assertEquals(
                errno == 0 ? "1 0 " : "-1 " + errno + " ",
                out(new SemihostingProgram().open(name, 0).show().showErrno()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../new", "/../new", "dir/../../new", "up/new", "nowhere", "out", "up/secret"})
    void shouldNotWriteOutsideTheRoot(String name) throws IOException {
        assertEquals(
                "-1 -1 ",
                out(new SemihostingProgram().open(name, 4).show().open(name, 8).show()));
        assertFalse(Files.exists(folder.resolve("new")));
        assertEquals("secret", Files.readString(folder.resolve("secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "up/secret", "dir/../../secret"})
    void shouldNotRemoveOrRenameOutsideTheRoot(String name) throws IOException {
        assertEquals(
                "-1 2 -1 2 -1 2 ",
                out(new SemihostingProgram()
                        .remove(name)
                        .show()
                        .showErrno()
                        .rename(name, "mine")
                        .show()
                        .showErrno()
                        .rename("file", name)
                        .show()
                        .showErrno()));
        assertEquals("secret", Files.readString(folder.resolve("secret")));
        assertEquals("0123456789", content("file"));
    }

    @Test
    void shouldRemoveFilesAndLinksOnly() {
        assertEquals(
                "0 0 -1 21 -1 2 -1 13 ",
                out(new SemihostingProgram()
                        .remove("file")
                        .show()
                        .remove("out")
                        .show()
                        .remove("dir")
                        .show()
                        .showErrno()
                        .remove("file")
                        .show()
                        .showErrno()
                        .remove("/")
                        .show()
                        .showErrno()));
        assertFalse(Files.exists(root.resolve("file")));
        assertTrue(Files.exists(folder.resolve("secret")));
    }

    @Test
    void shouldRename() throws IOException {
        Files.writeString(root.resolve("dir/old"), "old");
        assertEquals(
                "0 -1 2 -1 21 ",
                out(new SemihostingProgram()
                        .rename("file", "dir/old")
                        .show()
                        .rename("file", "dir/old")
                        .show()
                        .showErrno()
                        .rename("in", "dir")
                        .show()
                        .showErrno()));
        assertEquals("0123456789", content("dir/old"));
    }

    @Test
    void shouldNotOpenWhatIsNoRegularFile() throws IOException, InterruptedException {
        Process make = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
        assertEquals(0, make.waitFor());
        assertEquals(
                "-1 13 ", out(new SemihostingProgram().open("pipe", 0).show().showErrno()));
    }

    @Test
    void shouldGiveAForkedChildAPositionOfItsOwn() {
        SemihostingProgram program =
                new SemihostingProgram().open("file", 0).call(SemihostingProgram.READ, 1, BUFFER, 2);
        program.assembler().fork("child");
        program.call(SemihostingProgram.READ, 1, BUFFER, 3);
        program.assembler().call(4, -1, 0, 0);
        program.call(SemihostingProgram.READ, 1, BUFFER + 3, 1).showText(BUFFER, 4);
        program.assembler().exit(0).label("child");
        program.call(SemihostingProgram.READ, 1, BUFFER, 3)
                .showText(BUFFER, 3)
                .call(SemihostingProgram.CLOSE, 1)
                .show();
        assertEquals("2340 2345", out(program));
    }

    @Test
    void shouldKeepFilesOpenOverAnExec() throws IOException {
        SemihostingProgram first = new SemihostingProgram().open("file", 0).call(SemihostingProgram.SEEK, 1, 5);
        first.put(BUFFER, "q").assembler().call(3, BUFFER, 0);
        SemihostingProgram second = new SemihostingProgram()
                .call(SemihostingProgram.READ, 1, BUFFER, 5)
                .showText(BUFFER, 5)
                .call(SemihostingProgram.GET_CMDLINE, BUFFER, 10)
                .showText(BUFFER, 2);
        Image next = second.elf();
        HostDirectory files = new HostDirectory(root);
        Run run =
                Run.of(options -> options.withFiles(files).withPrograms((name, abi) -> Optional.of(next)), first.elf());
        assertEquals("56789q\0", run.out());
    }

    @Test
    void shouldGiveHandlesBackWhenProcessesEnd() {
        // Ten generations of 60 files each are more than a kernel has open at one time.
        SemihostingProgram program = new SemihostingProgram();
        program.assembler().mov(8, 10).label("generation").fork("child").call(4, -1, 0, 0);
        program.assembler()
                .subtractAndTest(8, 8, 1)
                .branchIfNotEqual("generation")
                .exit(0);
        program.assembler().label("child").mov(9, 60).label("again");
        program.open("file", 0).assembler().subtractAndTest(9, 9, 1).branchIfNotEqual("again");
        assertEquals("60 ".repeat(10), out(program.show()));
    }

    @Test
    void shouldNotOpenMoreThanTheHostCanBear() {
        // Nine processes, each the parent of the next, open 60 files each and wait. The last prints first.
        SemihostingProgram program = new SemihostingProgram();
        program.assembler().mov(8, 10).label("process").subtractAndTest(8, 8, 1).branchIfEqual("none");
        program.assembler().fork("process").mov(9, 60).label("again");
        program.open("file", 0).assembler().subtractAndTest(9, 9, 1).branchIfNotEqual("again");
        program.show().showErrno().assembler().call(4, -1, 0, 0).label("none");
        assertEquals("-1 23 " + "60 0 ".repeat(8), out(program));
    }

    @Test
    void shouldEndATransferAtABadPage() {
        assertEquals(
                "6 01236 -1 14 ",
                out(new SemihostingProgram()
                        .open("file", 0)
                        .call(SemihostingProgram.READ, 1, Assembler.DATA + 0xffc, 10)
                        .show()
                        .showText(Assembler.DATA + 0xffc, 4)
                        .open("new", 4)
                        .call(SemihostingProgram.WRITE, 2, Assembler.DATA + 0xffc, 10)
                        .show()
                        .call(SemihostingProgram.READ, 1, Assembler.CODE, 10)
                        .show()
                        .showErrno()));
    }

    @ParameterizedTest
    @ValueSource(ints = {SemihostingProgram.READ, SemihostingProgram.WRITE})
    void shouldRejectANegativeLength(int operation) {
        assertEquals(
                "-1 22 ",
                out(new SemihostingProgram()
                        .open("file", 2)
                        .call(operation, 1, BUFFER, -5)
                        .show()
                        .showErrno()));
    }

    @Test
    void shouldMoveMuchInOneCall() throws IOException {
        byte[] large = new byte[3_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 >> 3);
        }
        Files.write(root.resolve("large"), large);
        int heap = Assembler.HEAP + 3;
        assertEquals(
                (0x7fffffff - large.length) + " 0 " + 0x7fffffff + " ",
                out(new SemihostingProgram()
                        .call(SemihostingProgram.HEAPINFO, BUFFER)
                        .open("large", 0)
                        .call(SemihostingProgram.READ, 1, heap, 0x7fffffff)
                        .show()
                        .open("copy", 4)
                        .call(SemihostingProgram.WRITE, 2, heap, large.length)
                        .show()
                        .call(SemihostingProgram.READ, 1, heap, 0x7fffffff)
                        .show()));
        assertArrayEquals(large, Files.readAllBytes(root.resolve("copy")));
    }

    @Test
    void shouldNotMakeAFileThatIsTooLongForItsLengthToBeTold() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(root.resolve("huge").toFile(), "rw")) {
            file.setLength(1L << 31);
        }
        assertEquals(
                "-1 139 -1 27 -1 27 ",
                out(new SemihostingProgram()
                        .open("huge", 0)
                        .call(SemihostingProgram.FLEN, 1)
                        .show()
                        .showErrno()
                        .open("huge", 8)
                        .write(2, "x")
                        .show()
                        .showErrno()
                        .open("file", 2)
                        .call(SemihostingProgram.SEEK, 3, -1)
                        .write(3, "x")
                        .show()
                        .showErrno()));
    }

    @Test
    void shouldTellWhatTheHostHasAgainstAName() {
        assertEquals(
                "-1 91 ",
                out(new SemihostingProgram()
                        .put(Assembler.DATA, "x".repeat(300))
                        .call(SemihostingProgram.OPEN, Assembler.DATA, 4, 300)
                        .show()
                        .showErrno()));
    }
}
