package dev.lockstep.kernel.api;

import dev.lockstep.image.Image;
import java.util.Locale;
import java.util.Optional;

/** The conventions by which a program asks the kernel for something (EQUIVALENCE.md section 4). */
public enum Abi {
    /** POSIX meaning: status words, 8-bit exit codes, waitpid gives the pid. */
    LOCKSTEP,
    /** The labs' Unix: waitpid gives the child's 32-bit exit code. */
    PIX,
    /** As PIX, with other numbers for exit and putc. */
    EQX;

    /** The name in options, notes and reports: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The ABI of that {@link #label}, if there is one. */
    public static Optional<Abi> named(String label) {
        for (Abi abi : values()) {
            if (abi.label().equals(label)) {
                return Optional.of(abi);
            }
        }
        return Optional.empty();
    }

    /**
     * What is kept of an exit code.
     *
     * @return its lowest 8 bits under LOCKSTEP, else all of it
     */
    public int exitCode(int code) {
        return this == LOCKSTEP ? code & 0xff : code;
    }

    /**
     * The ABI that an image is for when nobody says otherwise: the one that it names; else PIX for a small program and
     * LOCKSTEP for an ELF file. Empty when it names one that does not exist.
     */
    public static Optional<Abi> of(Image image) {
        if (image.abi().isPresent()) {
            return named(image.abi().get());
        }
        return Optional.of(image.format() == Image.Format.SMALL ? PIX : LOCKSTEP);
    }
}
