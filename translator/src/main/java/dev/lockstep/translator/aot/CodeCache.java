package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import dev.lockstep.translator.TranslatorListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Translated code of earlier runs, in a {@link CacheFolder}. A program's regions of one flavour are a file, named by the
 * program's content and the flavour; its label also names the build that made it, so that no other build uses it. A file
 * that is damaged or of another build counts as missing and is replaced by the next run that translates something.
 *
 * <p>What a run translated is added by {@link #save} to what is in the file by then. When two processes do that at the
 * same time, the regions of one may be missing until they are translated again.
 *
 * <p>For one run; used by one thread.
 */
public final class CodeCache implements CodeStore {
    /** Bytes that one file may have: what a program translates beyond is not kept. */
    private static final long FILE_LIMIT = 16L << 20;

    private final TranslatorListener listener;
    private final CacheFolder folder;
    private final Supplier<Optional<String>> source;

    /** What the source says; it reads whole jars, and is not asked by a run that finds nothing and translates nothing. */
    private Optional<Optional<String>> build = Optional.empty();

    private final Map<String, Program> programs = new LinkedHashMap<>();
    private long loaded;

    /**
     * A cache for the code of this build.
     *
     * @param listener to what is asked for and stored
     */
    public CodeCache(CacheFolder folder, TranslatorListener listener) {
        this(folder, BuildFingerprint::ofThisBuild, listener);
    }

    /**
     * A cache for the code of a build.
     *
     * @param source tells its name; empty to keep nothing
     */
    CodeCache(CacheFolder folder, Supplier<Optional<String>> source, TranslatorListener listener) {
        this.listener = listener;
        this.folder = folder;
        this.source = source;
    }

    @Override
    public ProgramCode program(Image image) {
        return programs.computeIfAbsent(ImageFingerprint.of(image), Program::new);
    }

    /** Regions of earlier runs that were entered. */
    public long loaded() {
        return loaded;
    }

    /** Stores what was translated since. Says nothing where it cannot. */
    public void save() {
        programs.values().forEach(Program::save);
    }

    private Optional<String> build() {
        if (build.isEmpty()) {
            build = Optional.of(source.get());
        }
        return build.get();
    }

    /** One program's code of all flavours. */
    private final class Program implements ProgramCode {
        private final String name;
        private final SortedMap<RegionKey, StoredRegion> fresh = new TreeMap<>();

        Program(String name) {
            this.name = name;
        }

        @Override
        public List<StoredRegion> regions(String flavour) {
            long start = System.nanoTime();
            List<StoredRegion> regions = read(flavour);
            long bytes = regions.stream().mapToLong(Program::bytes).sum();
            listener.codeCacheAsked(file(flavour), !regions.isEmpty(), bytes, System.nanoTime() - start);
            return regions;
        }

        private List<StoredRegion> read(String flavour) {
            return folder.read(file(flavour))
                    .flatMap(bytes -> label(flavour).flatMap(label -> RegionArchive.read(bytes, label)))
                    .orElse(List.of());
        }

        @Override
        public void loaded(StoredRegion region) {
            loaded++;
        }

        @Override
        public void translated(StoredRegion region) {
            fresh.put(region.key(), region);
        }

        void save() {
            fresh.keySet().stream().map(RegionKey::flavour).distinct().forEach(this::save);
            fresh.clear();
        }

        private void save(String flavour) {
            SortedMap<RegionKey, StoredRegion> all = new TreeMap<>();
            long start = System.nanoTime();
            read(flavour).forEach(region -> all.put(region.key(), region));
            long bytes = all.values().stream().mapToLong(Program::bytes).sum();
            for (StoredRegion region : fresh.values()) {
                if (region.key().flavour().equals(flavour) && bytes + bytes(region) <= FILE_LIMIT) {
                    all.put(region.key(), region);
                    bytes += bytes(region);
                }
            }
            Optional<String> label = label(flavour);
            if (label.isPresent()) {
                folder.write(file(flavour), RegionArchive.write(label.get(), all.values()));
                listener.codeCacheStored(file(flavour), bytes, System.nanoTime() - start);
            }
        }

        private static long bytes(StoredRegion region) {
            return region.body().limit() + 8L * region.extents().size();
        }

        private String file(String flavour) {
            return name + "-" + flavour;
        }

        private Optional<String> label(String flavour) {
            return build().map(made -> "build " + made + " program " + name + " flavour " + flavour);
        }
    }
}
