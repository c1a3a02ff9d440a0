package dev.lockstep.kernel.fs;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.api.Abi;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Images that have been read, so that the same file is always the same image; and the names that a program may have.
 */
final class ImageFiles {
    private final Map<Path, Image> images = new HashMap<>();

    /**
     * The image in a file, the first one where there are several. The file is read once.
     *
     * @throws ImageException when it is no valid program
     */
    Image image(Path file) throws ImageException {
        Image known = images.get(file);
        if (known == null) {
            known = ImageReader.read(file).getFirst();
            images.put(file, known);
        }
        return known;
    }

    /** The file names that a program's name stands for: itself, then with the extensions that suit the caller best. */
    static Stream<String> candidates(String name, Abi caller) {
        List<String> extensions =
                switch (caller) {
                    case LOCKSTEP -> List.of("", ".elf", ".bin");
                    case PIX -> List.of("", ".pix.bin", ".bin", ".elf");
                    case EQX -> List.of("", ".eqx.bin", ".bin", ".elf");
                };
        return extensions.stream().map(extension -> name + extension);
    }
}
