package dev.lockstep.kernel.fs;

import dev.lockstep.kernel.api.GuestFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The files below one directory of the host, to be read, written, made and removed. Nothing outside can be reached; nor
 * can what is no regular file, for a device or a pipe could block the kernel.
 */
public final class HostDirectory implements GuestFiles {
    private final DirectoryTree tree;

    /**
     * The files below a directory.
     *
     * @throws IOException when it does not exist or cannot be looked at
     */
    public HostDirectory(Path root) throws IOException {
        tree = new DirectoryTree(root);
    }

    @Override
    public FileChannel open(String name, Set<? extends OpenOption> options) throws IOException {
        Path path = tree.entry(name);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            path = tree.existing(name);
            requireNoDirectory(path, name);
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new AccessDeniedException(name);
            }
        }
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(path, all);
    }

    @Override
    public void remove(String name) throws IOException {
        Path path = tree.entry(name);
        requireNoDirectory(path, name);
        Files.delete(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(tree.entry(from), tree.entry(to), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void requireNoDirectory(Path path, String name) throws FileSystemException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(name, null, IS_A_DIRECTORY);
        }
    }
}
