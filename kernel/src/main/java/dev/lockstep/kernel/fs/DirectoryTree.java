package dev.lockstep.kernel.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * From the names that a guest uses to paths below one directory, which is what a guest's {@code /} and its current
 * directory mean. Neither {@code ..} nor a symbolic link leads out of it: what lies outside does not exist.
 */
final class DirectoryTree {
    private final Path root;

    /**
     * The tree below a directory.
     *
     * @throws IOException when it does not exist or cannot be looked at
     */
    DirectoryTree(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    /**
     * What a name stands for, all symbolic links followed.
     *
     * @return a path without symbolic links
     * @throws NoSuchFileException when there is nothing, or only something outside
     */
    Path existing(String name) throws IOException {
        return inside(resolve(name).toRealPath(), name);
    }

    /**
     * Where a name is, or would be, in its directory. Links are followed up to that directory; what has the name may be
     * a link itself.
     *
     * @throws NoSuchFileException when there is no such directory
     * @throws AccessDeniedException when the name is the root's
     */
    Path entry(String name) throws IOException {
        Path path = resolve(name);
        if (path.equals(root)) {
            throw new AccessDeniedException(name);
        }
        Path directory = inside(path.getParent().toRealPath(), name);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(name);
        }
        return directory.resolve(path.getFileName());
    }

    private Path resolve(String name) throws NoSuchFileException {
        if (name.isEmpty()) {
            throw new NoSuchFileException(name);
        }
        try {
            return inside(root.resolve(name.replaceFirst("^/+", "")).normalize(), name);
        } catch (InvalidPathException e) {
            // A zero byte, or a character that this locale cannot write: no file has such a name.
            throw new NoSuchFileException(name);
        }
    }

    private Path inside(Path path, String name) throws NoSuchFileException {
        if (!path.startsWith(root)) {
            throw new NoSuchFileException(name);
        }
        return path;
    }
}
