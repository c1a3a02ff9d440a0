package dev.lockstep.kernel.api;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.util.Set;

/**
 * The files that programs see, by name: any text, {@code /} and the current directory are the same. Failures are told by
 * the exceptions of {@code java.nio.file}, of which programs get an errno.
 */
public interface GuestFiles {
    /** The reason in a {@link java.nio.file.FileSystemException} about a directory where a file is wanted. */
    String IS_A_DIRECTORY = "Is a directory";

    /**
     * Opens a regular file.
     *
     * @param options as {@link FileChannel#open} takes them
     * @return to be read and written at positions; the caller closes it
     */
    FileChannel open(String name, Set<? extends OpenOption> options) throws IOException;

    /** Removes a file or a symbolic link; no directory. */
    void remove(String name) throws IOException;

    /** Gives a file or directory another name; a file of that name is replaced. */
    void rename(String from, String to) throws IOException;

    /** No files, and none can be made. */
    static GuestFiles none() {
        return new GuestFiles() {
            @Override
            public FileChannel open(String name, Set<? extends OpenOption> options) throws IOException {
                throw new NoSuchFileException(name);
            }

            @Override
            public void remove(String name) throws IOException {
                throw new NoSuchFileException(name);
            }

            @Override
            public void rename(String from, String to) throws IOException {
                throw new NoSuchFileException(from);
            }
        };
    }
}
