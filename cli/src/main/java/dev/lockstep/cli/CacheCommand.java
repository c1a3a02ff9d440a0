package dev.lockstep.cli;

import dev.lockstep.translator.aot.CacheFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lockstep cache}: where the translated code of earlier runs is. */
@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows where translated code is kept between runs, and how much of it there is.",
        description = {
            "",
            "What lockstep run translates is kept for the next run of the same program. It is used by the build that made"
                    + " it only, and whatever is damaged counts as missing. Beyond 64 MB the files go that were not used"
                    + " for longest.",
            "",
            "The folder is code in LOCKSTEP_CACHE, else in XDG_CACHE_HOME/lockstep, else in ~/.cache/lockstep."
                    + " LOCKSTEP_CACHE=off keeps nothing.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {"  lockstep cache --clear"})
final class CacheCommand implements Callable<Integer> {
    private static final String CODE = "code";

    private final Host host;

    @Option(names = "--clear", description = "Removes all of it.")
    private boolean clear;

    CacheCommand(Host host) {
        this.host = host;
    }

    /** The translated code in a folder for everything that is kept. */
    static CacheFolder codeFolder(Path cache) {
        return new CacheFolder(cache.resolve(CODE), CacheFolder.STANDARD_LIMIT);
    }

    @Override
    public Integer call() throws OutputClosedException {
        Optional<CacheFolder> folder = host.cache().map(CacheCommand::codeFolder);
        if (clear) {
            folder.ifPresent(CacheFolder::clear);
        }
        try (TextOutput out = new TextOutput(host)) {
            out.line("folder  " + folder.map(found -> found.path().toString()).orElse("none"));
            out.line("files   " + folder.map(CacheFolder::files).orElse(0));
            out.line("bytes   " + folder.map(CacheFolder::bytes).orElse(0L));
        }
        return ExitStatus.OK;
    }
}
