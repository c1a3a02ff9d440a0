package dev.lockstep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A file that is read, and then replaced by what follows it, while no other process does the same.
 *
 * <p>What follows is written beside it, forced to the disk, and moved to its place: whoever reads the file finds the old content
 * or the new one, whole, whenever this process is killed. As long as this is open it holds a lock on the file, so that of
 * several processes each begins with what the one before has written. A file that does not exist cannot be locked; of those
 * who want to make it one does, and {@link #replace} tells the others.
 */
final class ReplacedFile implements AutoCloseable {
    /** Who holds the lock for longer than this has stopped: it is held while a file is read and written. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long PAUSE_MILLIS = 20;

    private final Path file;

    /** The file, locked; empty where there is none. */
    private final Optional<FileChannel> locked;

    private ReplacedFile(Path file, Optional<FileChannel> locked) {
        this.file = file;
        this.locked = locked;
    }

    /**
     * Waits until nobody else has the file, and locks it.
     *
     * @throws IOException when it cannot be locked or written
     */
    static ReplacedFile lock(Path name) throws IOException {
        Path file = Files.exists(name) ? name.toRealPath() : name;
        long begin = System.nanoTime();
        while (true) {
            Optional<ReplacedFile> mine = tryLock(file);
            if (mine.isPresent()) {
                return mine.get();
            }
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new FileSystemException(file.toString(), null, "another process is writing it");
            }
            pause();
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // closed here, or by close
    private static Optional<ReplacedFile> tryLock(Path file) throws IOException {
        FileChannel channel;
        Identity before;
        try {
            before = Identity.of(file);
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return Optional.of(new ReplacedFile(file, Optional.empty()));
        }
        boolean mine = false;
        try {
            FileLock lock = channel.tryLock();
            // Who waited for the lock may have got that of a file that is no longer there.
            mine = lock != null && before.equals(Identity.of(file));
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            // Somebody else in this JVM has it, or has taken it away.
        } finally {
            if (!mine) {
                channel.close();
            }
        }
        return mine ? Optional.of(new ReplacedFile(file, Optional.of(channel))) : Optional.empty();
    }

    /**
     * Which file there is under a name. Numbers of files are used again, but not within one moment.
     *
     * @param key of the file system
     * @param modified when its content was last changed
     * @param size in bytes
     */
    private record Identity(Object key, Object modified, long size) {
        static Identity of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Identity(
                    Optional.ofNullable(attributes.fileKey()), attributes.lastModifiedTime(), attributes.size());
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Finds out whether the file can be replaced, and leaves all as it was.
     *
     * @throws IOException when it cannot
     */
    static void probe(Path name) throws IOException {
        Path file = Files.exists(name) ? name.toRealPath() : name;
        if (Files.exists(file)) {
            FileChannel.open(file, StandardOpenOption.WRITE).close();
        }
        Path next = beside(file);
        Files.createFile(next);
        Files.delete(next);
    }

    private static Path beside(Path file) {
        String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return file.resolveSibling("." + file.getFileName() + "." + random + ".tmp");
    }

    /**
     * What is in it; nothing where there is no file.
     *
     * @param most bytes that are read
     */
    byte[] content(int most) throws IOException {
        // The channel stays open: the lock would go with any channel to this file that this process closes.
        return locked.isEmpty()
                ? new byte[0]
                : Channels.newInputStream(locked.get().position(0)).readNBytes(most);
    }

    /**
     * Puts other content in its place, with the same permissions.
     *
     * @return whether it has; not where there was no file and another process has made one
     * @throws IOException when it cannot be written; then it is as it was
     */
    boolean replace(List<String> lines) throws IOException {
        Path next = beside(file);
        // For a run that is interrupted.
        next.toFile().deleteOnExit();
        try {
            write(next, lines);
            if (locked.isEmpty()) {
                return made(next);
            }
            keepPermissions(next);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
            return true;
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static void write(Path next, List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A link is only made where there is no file. */
    private boolean made(Path next) throws IOException {
        try {
            Files.createLink(file, next);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            // A file system without links, as that of memory cards.
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        }
        forceFolder();
        return true;
    }

    private void keepPermissions(Path next) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (old != null) {
            Files.setPosixFilePermissions(next, old.readAttributes().permissions());
        }
    }

    /** The new name, too, is to outlive a power cut; where a folder cannot be forced there is nothing else to be done. */
    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // The file is in its place.
        }
    }

    /** Lets others have it. */
    @Override
    public void close() {
        try {
            if (locked.isPresent()) {
                locked.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
