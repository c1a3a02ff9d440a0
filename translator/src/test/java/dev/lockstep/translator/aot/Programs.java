package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import java.nio.file.Path;
import java.util.List;

/** Prebuilt programs and their code, for the tests of this package. */
final class Programs {
    private Programs() {}

    static Image image(String file) {
        try {
            return ImageReader.read(Path.of("..", "user-code", "prebuilt", file))
                    .getFirst();
        } catch (ImageException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<StoredRegion> regions(String file) {
        return List.copyOf(Translation.of(image(file)).regions());
    }
}
