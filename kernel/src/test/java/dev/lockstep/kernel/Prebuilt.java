package dev.lockstep.kernel;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.api.Abi;
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

    /** The image of a program or test by name, or by folder and name such as {@code thumb/sort}. */
    static Image find(String name) throws ImageException {
        return name.indexOf('/') >= 0
                ? image(name + ".elf")
                : programs().find(name, Abi.LOCKSTEP).orElseThrow();
    }

    /** The file of an image. */
    static Path file(String name) {
        return IMAGES.resolve(name);
    }

    /** What exec finds. */
    static Programs programs() {
        return new ProgramDirectories(List.of(IMAGES, IMAGES.resolve("tests")));
    }
}
