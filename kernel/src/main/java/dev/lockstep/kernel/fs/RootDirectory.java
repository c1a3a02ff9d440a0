package dev.lockstep.kernel.fs;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Programs by path below one directory; what lies outside is not found. As in {@link ProgramDirectories}, an extension
 * may be left out.
 */
public final class RootDirectory implements Programs {
    private final DirectoryTree tree;
    private final ImageFiles files = new ImageFiles();

    /**
     * Programs below a directory.
     *
     * @throws IOException when it does not exist or cannot be looked at
     */
    public RootDirectory(Path root) throws IOException {
        tree = new DirectoryTree(root);
    }

    @Override
    public Optional<Image> find(String name, Abi caller) throws ImageException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> file = ImageFiles.candidates(name, caller)
                .flatMap(candidate -> within(candidate).stream())
                .findFirst();
        return file.isPresent() ? Optional.of(files.image(file.get())) : Optional.empty();
    }

    /** The regular file that a guest's path names, without symbolic links, if it is below the root. */
    private Optional<Path> within(String guestPath) {
        try {
            return Optional.of(tree.existing(guestPath)).filter(Files::isRegularFile);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
