package dev.lockstep.kernel.api;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import java.util.Optional;

/**
 * Where exec finds programs. The same name gives the same {@link Image} object each time, so that its code is shared.
 */
public interface Programs {
    /**
     * The program of that name.
     *
     * @param name as the caller of exec gave it: any text
     * @param caller the ABI of who asks: where several images have the name, the one for this ABI is given
     * @return empty when there is none, or none that may be used
     * @throws ImageException when its file is broken
     */
    Optional<Image> find(String name, Abi caller) throws ImageException;

    /** No programs: every exec fails. */
    static Programs none() {
        return (name, caller) -> Optional.empty();
    }
}
