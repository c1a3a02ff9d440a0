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
 * Programs by path below one directory, which is what a guest's {@code /} and its current directory mean. Neither
 * {@code ..} nor a symbolic link leads out of it: what lies outside is not found. As in {@link ProgramDirectories}, an
 * extension may be left out.
 */
public final class RootDirectory implements Programs {
    private final Path root;
    private final ImageFiles files = new ImageFiles();

    /**
     * Programs below a directory.
     *
     * @throws IOException when it does not exist or cannot be looked at
     */
    public RootDirectory(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    @Override
    public Optional<Image> find(String name, Abi caller) throws ImageException {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Optional<Path> file = ImageFiles.candidates(name, caller)
                .flatMap(candidate -> within(candidate).stream())
                .findFirst();
        return file.isPresent() ? Optional.of(files.image(file.get())) : Optional.empty();
    }

    /** The regular file that a guest's path names, without symbolic links, if it is below the root. */
    private Optional<Path> within(String guestPath) {
        String relative = guestPath.replaceFirst("^/+", "");
        Path path = root.resolve(relative).normalize();
        if (!path.startsWith(root)) {
            return Optional.empty();
        }
        try {
            Path real = path.toRealPath();
            return real.startsWith(root) && Files.isRegularFile(real) ? Optional.of(real) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
