package dev.lockstep.translator.aot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files of a cache on disk. Several processes may use it at once without locks: a file appears whole, by renaming, and
 * is never changed. Whatever the disk does not allow is left undone without a word.
 */
public final class CacheFolder {
    /** Bytes that all files together may have; beyond, those go that were not used for longest. */
    public static final long STANDARD_LIMIT = 64L << 20;

    private static final String SUFFIX = ".regions";
    private static final String TEMPORARY = ".new";

    /** How old the time of a file may be, and still count as its last use, in milliseconds. */
    private static final long USE_MILLIS = 60 * 60 * 1000L;

    /** A temporary file of that age belongs to nobody any more, in milliseconds. */
    private static final long ABANDONED_MILLIS = 60 * 60 * 1000L;

    private final Path folder;
    private final long limit;

    /**
     * A cache in a folder, which need not exist yet.
     *
     * @param limit in bytes
     */
    public CacheFolder(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /** One file. */
    private record Entry(Path path, long bytes, FileTime used) {}

    /** Where the files are. */
    public Path path() {
        return folder;
    }

    /** How many files there are. */
    public int files() {
        return entries(SUFFIX).size();
    }

    /** How long they are together. */
    public long bytes() {
        return entries(SUFFIX).stream().mapToLong(Entry::bytes).sum();
    }

    /** Removes all files. */
    public void clear() {
        entries(SUFFIX).forEach(entry -> delete(entry.path));
        entries(TEMPORARY).forEach(entry -> delete(entry.path));
    }

    /** The content of a file; empty where there is none. */
    Optional<byte[]> read(String name) {
        Path file = file(name);
        // Asking first is cheaper than an exception, and most programs are too short to be here.
        if (!file.toFile().isFile()) {
            return Optional.empty();
        }
        try {
            byte[] content = Files.readAllBytes(file);
            long now = System.currentTimeMillis();
            if (now - file.toFile().lastModified() > USE_MILLIS) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(now));
            }
            return Optional.of(content);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Puts a file in place of an older one, and keeps the limit. */
    void write(String name, byte[] content) {
        Path temporary = folder;
        try {
            Files.createDirectories(folder);
            temporary = Files.createTempFile(folder, name, TEMPORARY);
            Files.write(temporary, content);
            Files.move(temporary, file(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            trim(name);
        } catch (IOException e) {
            if (!temporary.equals(folder)) {
                delete(temporary);
            }
        }
    }

    /** The file just written counts as used last, whatever the clock's resolution. */
    private void trim(String newest) {
        long abandoned = System.currentTimeMillis() - ABANDONED_MILLIS;
        for (Entry entry : entries(TEMPORARY)) {
            if (entry.used.toMillis() < abandoned) {
                delete(entry.path);
            }
        }
        List<Entry> entries = entries(SUFFIX);
        long total = entries.stream().mapToLong(Entry::bytes).sum();
        entries.removeIf(entry -> entry.path.equals(file(newest)));
        entries.sort(Comparator.comparing(Entry::used).thenComparing(Entry::path));
        for (Entry entry : entries) {
            if (total <= limit) {
                return;
            }
            delete(entry.path);
            total -= entry.bytes;
        }
    }

    private List<Entry> entries(String suffix) {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + suffix)) {
            for (Path file : files) {
                try {
                    entries.add(new Entry(file, Files.size(file), Files.getLastModifiedTime(file)));
                } catch (IOException e) {
                    // Another process was faster to remove it.
                }
            }
        } catch (IOException e) {
            // No folder, no files.
        }
        return entries;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It stays, then.
        }
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }
}
