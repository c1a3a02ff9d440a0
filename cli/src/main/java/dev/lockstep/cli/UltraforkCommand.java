package dev.lockstep.cli;

import dev.lockstep.engine.Engine;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.Kernel;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.TranslatingEngine;
import dev.lockstep.translator.TranslatorListener;
import dev.lockstep.translator.aot.CodeStore;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lockstep ultrafork}: very many processes that live at one moment, and what they cost. */
@Command(
        name = "ultrafork",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Lets very many processes live at one moment, checks each, and tells what they cost.",
        customSynopsis = "@|bold lockstep ultrafork|@ [OPTIONS]",
        description = {
            "",
            "Runs the program fork-live (user-code/ultra), a copy on each hart: it forks its children; each writes values"
                    + " of its own to its stack and its data, and yields; when all live, each is resumed, checks its"
                    + " values, and ends with a code made of them; the parent waits for all and checks every code.",
            "",
            "With hashes, the children are first run alone, each beside its parent only, by the interpreter; then the"
                    + " hashes of every one among the others must be the same.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all children lived at one moment, and all codes and hashes are right",
            "1:they did not, or are not",
            "2:wrong usage",
            "130:it was interrupted"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  lockstep ultrafork", "  lockstep ultrafork --processes 10000000 --hash none --json"})
final class UltraforkCommand implements Callable<Integer> {
    private static final String PROGRAM = "ultra/fork-live";
    private static final int MOST_PROCESSES = 100_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Host host;

    @Option(
            names = "--processes",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Children that live at one moment, over all harts (default: ${DEFAULT-VALUE}).")
    private int processes = 1_000_000;

    @Option(
            names = "--harts",
            paramLabel = "H",
            converter = Converters.Count.class,
            description = "Threads of the host that run processes (default: ${DEFAULT-VALUE}).")
    private int harts = 1;

    @Option(
            names = "--hash",
            paramLabel = "PROFILE",
            description =
                    "${COMPLETION-CANDIDATES}: when the step hash absorbs the registers (default: ${DEFAULT-VALUE}).")
    private HashChoice hash = HashChoice.FULL;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = Converters.ByteSize.class,
            description = "Memory of all processes together, in bytes or with K, M or G (default: what Java's heap"
                    + " leaves).")
    private long memory = Long.MAX_VALUE;

    @Option(
            names = "--pretouch",
            description = "Lets Java take the memory of its heap from the machine at the start, and not piece by piece"
                    + " (the launcher's option -XX:+AlwaysPreTouch).")
    private boolean pretouch;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private EngineChoice engine = EngineChoice.TRANSLATED;

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    UltraforkCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws CommandException, ImageException, OutputClosedException {
        if (pretouch) {
            HostMemory.requirePretouched();
        }
        if (processes > MOST_PROCESSES) {
            throw new CommandException("--processes: found " + processes + ", wanted at most " + MOST_PROCESSES);
        }
        if (processes % harts != 0) {
            throw new CommandException(
                    "--processes: found " + processes + ", wanted a multiple of the harts, " + harts);
        }
        Image image = new ProgramFinder(host).images(PROGRAM, Abi.LOCKSTEP).getFirst();
        ChildHashes hashes = new ChildHashes(host, processes / harts);
        try {
            double alone = hash.profile().hashes() ? runAlone(image, hashes) : 0;
            UltraforkReport report = runTogether(image, hashes, alone);
            try (TextOutput out = new TextOutput(host)) {
                out.line((json ? report.toJson() : report.toText()).stripTrailing());
            }
            return report.right() ? ExitStatus.OK : ExitStatus.WRONG;
        } catch (KernelException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (CancellationException e) {
            return ExitStatus.INTERRUPTED;
        }
    }

    /** Each child beside its parent only: how long that took, in seconds. */
    @SuppressWarnings("try") // closed at the end, and needed for nothing before
    private double runAlone(Image image, ChildHashes hashes) throws KernelException {
        long begin = System.nanoTime();
        Engine interpreter = EngineChoice.INTERPRETER.engine(
                hash.profile(), 0, PromotionPolicy.never(), CodeStore.NONE, TranslatorListener.NONE);
        KernelOptions options = options(List.of(interpreter), hashes.writer())
                .withSchedule(new Schedule.ToFork())
                .withConsole(ConsoleStreams.none());
        try (Kernel kernel = new Kernel(options);
                ProgressBar bar = new ProgressBar(host, "children, each alone", hashes.children(), hashes::written)) {
            run(kernel, image, hashes, 1, kernel::stop);
        }
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    @SuppressWarnings("try") // closed at the end, and needed for nothing before
    private UltraforkReport runTogether(Image image, ChildHashes hashes, double alone) throws KernelException {
        LivePhases phases = new LivePhases(harts);
        boolean hashed = hash.profile().hashes();
        List<Engine> engines = Stream.generate(this::newEngine).limit(harts).toList();
        KernelOptions options = options(engines, hashed ? hashes.checker() : hashes.counter())
                .withSchedule(new Schedule.Exact(Integer.MAX_VALUE))
                .withConsole(phases.console());
        try (Kernel kernel = new Kernel(options);
                ProgressBar bar = new ProgressBar(host, "processes", processes, kernel::living)) {
            phases.whenAllLive(() -> new LiveMoment(kernel.living(), HostMemory.now(), kernel.statistics()));
            hashes.whenParentEnds(phases::copyEnded);
            run(kernel, image, hashes, harts, () -> {
                kernel.stop();
                phases.release();
            });
            return new UltraforkReport(
                    processes,
                    harts,
                    hash.toString(),
                    phases,
                    HostMemory.peak(),
                    kernel.statistics(),
                    alone,
                    hashed ? processes : 0,
                    hashes.differing(),
                    hashes.killed(),
                    hashes.failed());
        }
    }

    /**
     * Runs the program until all its copies have ended.
     *
     * @throws CancellationException if it was interrupted; the user has been told
     */
    private void run(Kernel kernel, Image image, ChildHashes hashes, int copies, Runnable stop) throws KernelException {
        for (int copy = 0; copy < copies; copy++) {
            kernel.start(image, List.of(Integer.toString(hashes.children()), "hold"));
        }
        try (Interruption interruption = new Interruption(host, stop, () -> "interrupted")) {
            if (kernel.run() == RunOutcome.STOPPED) {
                interruption.tell(kernel.statistics(), kernel.living());
                throw new CancellationException();
            }
        }
    }

    private Engine newEngine() {
        return engine.engine(
                hash.profile(),
                TranslatingEngine.DEFAULT_THRESHOLD,
                PromotionPolicy.automatic(),
                CodeStore.NONE,
                TranslatorListener.NONE);
    }

    /** Children stay where they were forked: the phases, in which all of a hart's take turns, are what is measured. */
    private KernelOptions options(List<Engine> engines, KernelListener listener) {
        return KernelOptions.of(engines.getFirst(), hash.profile())
                .withHarts(engines)
                .withMigration(Migration.NEVER)
                .withLimits(new Limits(memory, Integer.MAX_VALUE, Long.MAX_VALUE))
                .withListener(listener);
    }
}
