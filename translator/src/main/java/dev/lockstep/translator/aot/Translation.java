package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import dev.lockstep.translator.linkage.Mode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A program translated without running it, in the flavour without hashes: once for flat memory, in which a process runs as a
 * rule, and once for paged memory, which it has after a fork.
 */
public final class Translation {
    private final Image image;
    private final List<StoredRegion> regions = new ArrayList<>();

    private Translation(Image image) {
        this.image = image;
        for (Mode mode : List.of(Mode.PAGED, Mode.FLAT)) {
            regions.addAll(new TranslationPass(image, mode).regions());
        }
    }

    /** Translates a program. */
    public static Translation of(Image image) {
        return new Translation(image);
    }

    /** What was translated. */
    Image image() {
        return image;
    }

    /** The regions, by mode and ascending root. */
    Collection<StoredRegion> regions() {
        return regions;
    }
}
