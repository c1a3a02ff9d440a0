package dev.lockstep.kernel.semihosting;

import dev.lockstep.kernel.api.GuestFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Opens files by name for the processes of one kernel; never so many at a time that the host could run out of them. */
public final class HostFiles {
    private static final int MOST = 512;

    private final GuestFiles files;
    private int open;

    public HostFiles(GuestFiles files) {
        this.files = files;
    }

    /** A file, or the console, or what is served. */
    public OpenFile open(String name, OpenMode mode) throws IOException {
        if (name.equals(ConsoleFile.NAME)) {
            return ConsoleFile.of(mode.kind());
        }
        if (name.equals(Features.NAME)) {
            return features(name, mode);
        }
        if (open >= MOST) {
            throw new FileSystemException(name, null, "Too many open files");
        }
        FileChannel channel = files.open(name, mode.options());
        open++;
        return new PositionedFile(new HostFile(channel, () -> open--), mode);
    }

    private static OpenFile features(String name, OpenMode mode) throws IOException {
        if (mode.writes()) {
            throw new AccessDeniedException(name);
        }
        return new PositionedFile(new Features(), mode);
    }

    public void remove(String name) throws IOException {
        files.remove(name);
    }

    public void rename(String from, String to) throws IOException {
        files.rename(from, to);
    }
}
