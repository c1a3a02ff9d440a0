package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Each test has names of its own: temporary files of all programs lie side by side. */
class ScratchFolderTest {
    private final String prefix = "lockstep-scratch-test-" + System.nanoTime() + "-";

    /** What a command leaves that was killed so long ago: a folder whose lock nobody holds. */
    private Path left(Duration ago) throws IOException {
        Path folder = Files.createTempDirectory(prefix);
        Path lock = Files.createFile(folder.resolve("lock"));
        Files.createFile(folder.resolve("code"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(ago)));
        return folder;
    }

    @Test
    void shouldBeDeletedWithAllThatIsInItWhenItIsClosed() throws CommandException, IOException {
        Path path;
        try (ScratchFolder folder = ScratchFolder.make(prefix)) {
            path = folder.path();
            Files.createDirectories(path.resolve("a/b"));
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void whatAKilledCommandHasLeftShouldBeDeletedByTheNext() throws CommandException, IOException {
        Path first = left(Duration.ofMinutes(2));
        Path noFolder = Files.createFile(first.resolveSibling(prefix + "file"));
        Path second = left(Duration.ofMinutes(2));
        ScratchFolder.make(prefix).close();
        assertFalse(Files.exists(first));
        assertFalse(Files.exists(second));
        Files.delete(noFolder);
    }

    @Test
    void whatIsYoungOrInUseOrHasAnotherNameShouldStay() throws CommandException, IOException {
        Path young = left(Duration.ofSeconds(20));
        Path other = Files.createTempDirectory("another-" + prefix);
        try (ScratchFolder inUse = ScratchFolder.make(prefix)) {
            Files.setLastModifiedTime(
                    inUse.path().resolve("lock"), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            ScratchFolder.make(prefix).close();
            assertTrue(Files.exists(inUse.path()));
        }
        assertTrue(Files.exists(young.resolve("code")));
        assertTrue(Files.exists(other));
        Files.delete(other);
        Files.delete(young.resolve("code"));
        Files.delete(young.resolve("lock"));
        Files.delete(young);
    }
}
