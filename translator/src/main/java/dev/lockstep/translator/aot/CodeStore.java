package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;

/** Translated code that outlives a run: the {@link CodeCache}, or the jar that {@code translate} wrote. */
public interface CodeStore {
    /** Keeps nothing. */
    CodeStore NONE = image -> ProgramCode.NONE;

    /** What is stored for a program. */
    ProgramCode program(Image image);
}
