package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplacedFileTest {
    private static final int MOST = 1 << 20;

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void nameAFile() {
        path = directory.resolve("file");
    }

    /** Adds a line, as often as it takes. */
    private void add(String line) throws IOException {
        boolean done = false;
        while (!done) {
            try (ReplacedFile file = ReplacedFile.lock(path)) {
                List<String> lines = new ArrayList<>(new String(file.content(MOST), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
                lines.add(line);
                done = file.replace(lines);
            }
        }
    }

    private void onlyTheFileShouldBeThere() throws IOException {
        try (var files = Files.list(directory)) {
            assertEquals(List.of(path), files.toList());
        }
    }

    @Test
    void shouldLoseNothingOfManyWhoAddAtOnce() throws Exception {
        int adders = 4;
        int lines = 15;
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(adders)) {
            for (int adder = 0; adder < adders; adder++) {
                int number = adder;
                all.add(pool.submit(() -> {
                    for (int line = 0; line < lines; line++) {
                        add(number + " " + line);
                    }
                    return null;
                }));
            }
        }
        for (Future<?> each : all) {
            each.get();
        }
        Set<String> found = new TreeSet<>(Files.readAllLines(path));

        assertEquals(adders * lines, found.size());
        assertEquals(adders * lines, Files.readAllLines(path).size());
        onlyTheFileShouldBeThere();
    }

    @Test
    void shouldNotReplaceAFileThatSomebodyElseHasMade() throws IOException {
        try (ReplacedFile file = ReplacedFile.lock(path)) {
            assertArrayEquals(new byte[0], file.content(MOST));
            Files.writeString(path, "theirs\n");

            assertFalse(file.replace(List.of("ours")));
        }
        assertEquals("theirs\n", Files.readString(path));
        onlyTheFileShouldBeThere();
    }

    @Test
    void shouldBeAsItWasUntilItIsReplaced() throws IOException {
        Files.writeString(path, "old\n");
        try (ReplacedFile file = ReplacedFile.lock(path)) {
            assertEquals("old\n", Files.readString(path));
            assertTrue(file.replace(List.of("new", "lines")));
        }
        assertEquals("new\nlines\n", Files.readString(path));
        onlyTheFileShouldBeThere();
    }

    @Test
    void shouldKeepPermissions() throws IOException {
        Files.writeString(path, "");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-r--"));
        add("line");

        assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void shouldReplaceWhatALinkLeadsTo() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path real = Files.writeString(folder.resolve("real"), "one\n");
        Files.createSymbolicLink(path, real);
        add("two");

        assertTrue(Files.isSymbolicLink(path));
        assertEquals("one\ntwo\n", Files.readString(real));
    }

    @Test
    void shouldLeaveNothingWhereItIsOnlyTried() throws IOException {
        ReplacedFile.probe(path);

        assertFalse(Files.exists(path));
        assertThrows(NoSuchFileException.class, () -> ReplacedFile.probe(directory.resolve("none/file")));
        Files.writeString(path, "as it was");
        ReplacedFile.probe(path);
        assertEquals("as it was", Files.readString(path));
        onlyTheFileShouldBeThere();
    }
}
