package dev.lockstep.kernel.fs;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Programs by plain name in a list of directories, for instance {@code hello}: the file of that name, or with the
 * extension that suits the caller's ABI (lockstep: {@code .elf}, {@code .bin}; pix: {@code .pix.bin}, {@code .bin},
 * {@code .elf}; eqx: {@code .eqx.bin}, {@code .bin}, {@code .elf}). The first directory that has one counts.
 *
 * <p>A name with a slash, or one that begins with a dot, is never found.
 */
public final class ProgramDirectories implements Programs {
    private final List<Path> directories;
    private final ImageFiles files = new ImageFiles();

    /**
     * Programs in these directories; those that do not exist are empty.
     *
     * @param directories in the order of search
     */
    public ProgramDirectories(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    @Override
    public Optional<Image> find(String name, Abi caller) throws ImageException {
        Optional<Path> file = file(name, caller);
        return file.isPresent() ? Optional.of(files.image(file.get())) : Optional.empty();
    }

    /**
     * The file that {@link #find} would read.
     *
     * @param name of the program, with or without extension
     * @param caller whose images are preferred
     */
    public Optional<Path> file(String name, Abi caller) {
        if (name.isEmpty() || name.startsWith(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return directories.stream()
                .flatMap(directory -> ImageFiles.candidates(name, caller).map(directory::resolve))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
