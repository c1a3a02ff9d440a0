package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import java.util.ArrayList;
import java.util.List;

/** The code of one program that was translated ahead of time, for the engine. Used by one thread. */
public final class TranslatedProgram implements CodeStore {
    private final byte[] archive;
    private long loaded;

    /**
     * A program by its code.
     *
     * @param archive a {@link RegionArchive} whose label is the program's {@link ImageFingerprint}
     */
    TranslatedProgram(byte[] archive) {
        this.archive = archive;
    }

    /** The code for an engine in this JVM. */
    public static TranslatedProgram of(Translation translation) {
        return new TranslatedProgram(archive(translation));
    }

    /** The code as bytes. */
    static byte[] archive(Translation translation) {
        return RegionArchive.write(ImageFingerprint.of(translation.image()), translation.regions());
    }

    /** Regions that were entered. */
    public long loaded() {
        return loaded;
    }

    @Override
    public ProgramCode program(Image image) {
        List<StoredRegion> regions =
                RegionArchive.read(archive, ImageFingerprint.of(image)).orElse(List.of());
        return new ProgramCode() {
            @Override
            public List<StoredRegion> regions(String flavour) {
                List<StoredRegion> found = new ArrayList<>();
                for (StoredRegion region : regions) {
                    if (region.key().flavour().equals(flavour)) {
                        found.add(region);
                    }
                }
                return found;
            }

            @Override
            public void loaded(StoredRegion region) {
                loaded++;
            }

            @Override
            public void translated(StoredRegion region) {}
        };
    }
}
