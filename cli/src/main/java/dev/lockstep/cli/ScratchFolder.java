package dev.lockstep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder for temporary files that is deleted when it is closed, and also where the command is interrupted before. */
final class ScratchFolder implements AutoCloseable {
    /** Longer than an {@link Interruption} waits: as long as a run goes on it may write. */
    private static final int PATIENCE_SECONDS = 3;

    private final Path path;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private ScratchFolder(Path path) {
        this.path = path;
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
            ScratchFolder folder = new ScratchFolder(Files.createTempDirectory(prefix));
            Runtime.getRuntime().addShutdownHook(folder.hook);
            return folder;
        } catch (IOException e) {
            throw new CommandException("no folder for temporary files can be made (" + FileErrors.reason(e) + ")", e);
        }
    }

    Path path() {
        return path;
    }

    private void interrupted() {
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                delete();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be deleted is left to whoever cleans up temporary files. */
    private void delete() {
        try (Stream<Path> files = Files.walk(path)) {
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
        delete();
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook has run or will.
        }
    }
}
