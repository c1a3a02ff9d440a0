package dev.lockstep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder for temporary files that is deleted when it is closed, and also where the command is interrupted before. What a
 * command leaves that is killed is deleted by the next one: a file in the folder is locked as long as its command lives.
 */
final class ScratchFolder implements AutoCloseable {
    /** Longer than an {@link Interruption} waits: as long as a run goes on it may write. */
    private static final int PATIENCE_SECONDS = 3;

    private static final String LOCK = "lock";

    /** A folder that is younger may not have been locked yet. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path path;
    private final FileChannel lock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private ScratchFolder(Path path) throws IOException {
        this.path = path;
        lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock.tryLock();
        } catch (IOException e) {
            // Where there are no locks nobody takes it for an orphan either.
        }
        hook = new Thread(this::interrupted, "scratch");
    }

    /**
     * Makes one.
     *
     * @param prefix of its name
     * @throws CommandException when that cannot be
     */
    static ScratchFolder make(String prefix) throws CommandException {
        try {
            Path path = Files.createTempDirectory(prefix);
            ScratchFolder folder = new ScratchFolder(path);
            Runtime.getRuntime().addShutdownHook(folder.hook);
            deleteOrphans(path.resolveSibling(prefix), path);
            return folder;
        } catch (IOException e) {
            throw new CommandException("no folder for temporary files can be made (" + FileErrors.reason(e) + ")", e);
        }
    }

    /** Deletes the folders beside this one whose commands were killed. */
    private static void deleteOrphans(Path prefix, Path own) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(prefix.getParent(), prefix.getFileName() + "*")) {
            for (Path folder : folders) {
                if (isOrphan(folder, own)) {
                    delete(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // They stay until another time.
        }
    }

    /**
     * Whether a folder is of the same user, and nobody holds its lock. A file that is opened and closed again is no longer
     * locked by its own process: so nothing young is opened.
     */
    private static boolean isOrphan(Path folder, Path own) {
        Path lock = folder.resolve(LOCK);
        try {
            Instant made = Files.getLastModifiedTime(lock).toInstant();
            if (!Files.getOwner(folder).equals(Files.getOwner(own))
                    || made.isAfter(Instant.now().minus(YOUNG))) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
                return channel.tryLock() != null;
            }
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    private void interrupted() {
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                delete(path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be deleted is left to whoever cleans up temporary files. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // It is only of no use any longer.
        }
    }

    /** Deletes it, with all that is in it. */
    @Override
    public void close() {
        delete(path);
        closed.countDown();
        try {
            lock.close();
        } catch (IOException e) {
            // Its file is gone.
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook has run or will.
        }
    }
}
