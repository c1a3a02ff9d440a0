package dev.lockstep.kernel;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.api.Programs;
import dev.lockstep.kernel.fs.ProgramDirectories;
import java.nio.file.Path;
import java.util.List;

/** The committed user programs. */
final class Prebuilt {
    /** The folder user-code of this checkout. */
    static final Path USER_CODE = Path.of("..", "user-code").toAbsolutePath().normalize();

    private static final Path IMAGES = USER_CODE.resolve("prebuilt");

    private Prebuilt() {}

    /** A program's image by file name, such as {@code hello.elf} or {@code tests/longjmp.elf}. */
    static Image image(String file) {
        try {
            return ImageReader.read(IMAGES.resolve(file)).get(0);
        } catch (ImageException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What exec finds. */
    static Programs programs() {
        return new ProgramDirectories(List.of(IMAGES, IMAGES.resolve("tests")));
    }
}
