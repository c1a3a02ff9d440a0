package dev.lockstep.machine.bcm2835;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The file of an SD card's image could not be read or written while the machine ran. */
public final class SdImageException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    SdImageException(IOException cause) {
        super(cause);
    }
}
