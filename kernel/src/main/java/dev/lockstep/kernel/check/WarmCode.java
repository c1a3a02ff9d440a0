package dev.lockstep.kernel.check;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.translator.TranslatorListener;
import dev.lockstep.translator.aot.CacheFolder;
import dev.lockstep.translator.aot.CodeCache;
import dev.lockstep.translator.aot.CodeStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Translated code for runs that begin with some: what a first run of the same program left, and nothing else, so that what a
 * run begins with depends on no other run. It is kept in a folder that belongs to whoever made this. Thread-safe; each store
 * that it gives is for one run.
 */
public final class WarmCode {
    private static final long LIMIT = 256L << 20;

    private final Path folder;
    private final KernelRunner runner;
    private final AtomicInteger folders = new AtomicInteger();
    private final Map<Key, CacheFolder> warmed = new ConcurrentHashMap<>();

    private record Key(String words, Profile profile, String engine) {}

    /**
     * Code that is made when it is asked for.
     *
     * @param folder where it is kept; need not exist, and is the caller's to delete
     * @param runner with engines of the flavour that is wanted
     */
    public WarmCode(Path folder, KernelRunner runner) {
        this.folder = folder;
        this.runner = runner;
    }

    /**
     * A store with the code of a program; runs it alone if no earlier run has.
     *
     * @param spec of the run that it is for
     * @param limits of the run that makes the code
     */
    public CodeStore of(CheckedProgram program, RunSpec spec, Profile profile, Limits limits) {
        RunSpec first = RunSpec.parse("engine=" + spec.value(Dimension.ENGINE).orElseThrow())
                .with(Dimension.PROMOTION, spec.promotion().orElseThrow());
        return open(warmed.computeIfAbsent(
                new Key(program.words(), profile, first.toString()), key -> warm(program, first, profile, limits)));
    }

    private CacheFolder warm(CheckedProgram program, RunSpec spec, Profile profile, Limits limits) {
        CacheFolder made = new CacheFolder(folder.resolve(Integer.toString(folders.incrementAndGet())), LIMIT);
        CodeCache cache = open(made);
        runner.run(List.of(program), spec, profile, limits, cache);
        cache.save();
        return made;
    }

    private static CodeCache open(CacheFolder made) {
        return new CodeCache(made, TranslatorListener.NONE);
    }
}
