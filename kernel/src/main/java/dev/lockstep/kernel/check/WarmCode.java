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

/**
 * Translated code for runs that begin with some: what a first run of the same program left, in a folder of this check's own.
 * Thread-safe; each store that it gives is for one run.
 */
final class WarmCode {
    private static final long LIMIT = 256L << 20;

    private final CacheFolder folder;
    private final KernelRunner runner;
    private final Map<Key, Boolean> warmed = new ConcurrentHashMap<>();

    private record Key(String words, Profile profile, String engine) {}

    WarmCode(Path folder, KernelRunner runner) {
        this.folder = new CacheFolder(folder, LIMIT);
        this.runner = runner;
    }

    /**
     * A store with the code of a program; runs it alone if no earlier run has.
     *
     * @param spec of the run that it is for
     * @param limits of the run that makes the code
     */
    CodeStore of(CheckedProgram program, RunSpec spec, Profile profile, Limits limits) {
        RunSpec first = RunSpec.parse("engine=" + spec.value(Dimension.ENGINE).orElseThrow())
                .with(Dimension.PROMOTION, spec.promotion().orElseThrow());
        warmed.computeIfAbsent(
                new Key(program.words(), profile, first.toString()), key -> warm(program, first, profile, limits));
        return open();
    }

    private boolean warm(CheckedProgram program, RunSpec spec, Profile profile, Limits limits) {
        CodeCache cache = open();
        runner.run(List.of(program), spec, profile, limits, cache);
        cache.save();
        return true;
    }

    private CodeCache open() {
        return new CodeCache(folder, TranslatorListener.NONE);
    }
}
