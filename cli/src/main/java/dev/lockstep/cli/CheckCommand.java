package dev.lockstep.cli;

import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.check.Check;
import dev.lockstep.kernel.check.CheckException;
import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Divergence;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.Explainer;
import dev.lockstep.kernel.check.MachineRunner;
import dev.lockstep.kernel.check.Matrix;
import dev.lockstep.kernel.diff.DivergenceExplainer;
import dev.lockstep.kernel.diff.StoreHashes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep check}: programs in every way of running them, and whether all are equal. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs programs in every way there is, and tells whether their hashes are the same in all.",
        customSynopsis = "@|bold lockstep check|@ [OPTIONS] PROG... [-- ARGS]",
        description = {
            "",
            "PROG is what lockstep run takes; with arguments of its own it is one word: 'sort 60'. ARGS are for those"
                    + " without. Without a PROG the programs are those of the ledger.",
            "",
            "Every process of every run is compared with that of the program alone, interpreted: steps, instructions,"
                    + " exit, register, pc and program hash, output. Standard input is empty.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all equal",
            "1:a process differs, or the ledger does",
            "2:wrong usage, a broken program or ledger, or a program that does not end",
            "130:it was interrupted; a line tells what was equal so far"
        },
        footerHeading = "%nMatrix:%n",
        footer = {
            "  quick   every pair of values of two dimensions, in few runs for each",
            "          program (the default)",
            "  full    the runs of quick, and every combination of all values but",
            "          turns of 2 and to-fork: on the machine of programs that take",
            "          at most 25000 steps, in company of those up to 1000000",
            "  SPEC    KEY=VALUE|VALUE,...: all combinations of these, * for all",
            "          values, standard where nothing is said",
            "  What takes very long, quick and full leave out; they tell at their",
            "  end which runs, and the SPEC that has them. On the machine quick has",
            "  programs that take at most 250000 steps.",
            "",
            "  engine       interpreter translated flat machine (our guest kernel)",
            "  translation  granules; on the machine none pinned sections large small",
            "  promotion    never auto; with engine=flat always random:SEED",
            "  quantum      N random:SEED:MEAN huge to-fork",
            "  company      alone copies storm (of forks) others (of the next ten",
            "               programs of the check the three that are done first)",
            "  harts        1 to 8        migration  auto never always",
            "  memory       plenty starved",
            "  cache        cold warm",
            "  Only on the machine:",
            "  mmu          steady toggled (at every event)",
            "  asids        one each few       domains  one each",
            "  order        round random:SEED  timer    none MICROSECONDS",
            "",
            "Examples:",
            "  lockstep check hello fork-wait 'sort 60'",
            "  lockstep check --matrix 'engine=translated|flat,quantum=1|2' sieve -- 500",
            "  lockstep check --ledger user-code/ledger.txt"
        })
final class CheckCommand implements Callable<Integer> {
    /** Memory of the JVM's heap for each run at the same time, in bytes. */
    private static final long HEAP_FOR_RUN = 384L << 20;

    /** Engines that share what they translate: about those of all runs of one program. */
    private static final int ENGINES_SHARING = 300;

    private final Host host;
    private final EngineMaker maker;
    private final Function<CheckSettings, Explainer> explainers;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--matrix",
            paramLabel = "quick|full|SPEC",
            description = "The ways of running; see below (default: ${DEFAULT-VALUE}).")
    private String matrix = "quick";

    @Option(
            names = "--seed",
            paramLabel = "S",
            converter = Converters.AnyNumber.class,
            description = "Of whatever is random; the same seed gives the same runs (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--hash",
            paramLabel = "PROFILE",
            description = "full, pix or eqx: when the step hash absorbs the registers (default: full for ELF, that of"
                    + " their ABI for small programs).")
    private Optional<HashChoice> hash;

    @Option(
            names = "--hash-stores",
            description = "Compares address, value and size of every store too, so that a wrong one is found when it"
                    + " happens. Slower; not on the machine.")
    private boolean hashStores;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "Compares with what is written there. It is an error when a program is missing.")
    private Optional<Path> ledger;

    @Option(
            names = "--update",
            description = "Adds the programs that are missing in the ledger, when all is equal. What differs stays an"
                    + " error.")
    private boolean update;

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            converter = Converters.LongCount.class,
            description = "Instructions after which a process of a reference run counts as one that does not end"
                    + " (default: ${DEFAULT-VALUE}).")
    private long maxSteps = 100_000_000;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Runs at the same time (default: one for each of the host's processors).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Parameters(
            paramLabel = "PROG",
            arity = "0..*",
            completionCandidates = ProgramNames.class,
            description = "The programs to check, each with or without arguments.")
    private List<String> words = List.of();

    CheckCommand(Host host) {
        this.host = host;
        maker = EngineMaker.sharing(ENGINES_SHARING);
        explainers =
                settings -> new DivergenceExplainer(settings, settings.stores().isPresent());
    }

    /** With engines and explanations of somebody's own. */
    CheckCommand(Host host, EngineMaker maker, Explainer explainer) {
        this.host = host;
        this.maker = maker;
        explainers = settings -> explainer;
    }

    @Override
    public Integer call() throws CommandException, ImageException, OutputClosedException {
        Optional<LedgerFile> file = ledger.isPresent()
                ? Optional.of(LedgerFile.read(host.directory().resolve(ledger.get()), update))
                : Optional.empty();
        if (update && file.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "found --update alone, wanted --ledger FILE with it");
        }
        if (hash.filter(choice -> choice == HashChoice.NONE).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--hash: found none, wanted full, pix or eqx");
        }
        ProgramFinder finder = new ProgramFinder(host);
        List<CheckedProgram> programs = programs(finder, file);
        try (ScratchFolder scratch = ScratchFolder.make("lockstep-check")) {
            return check(settings(finder, programs, scratch.path()), file, scratch);
        } catch (CheckException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private List<CheckedProgram> programs(ProgramFinder finder, Optional<LedgerFile> file)
            throws CommandException, ImageException {
        List<String> original = spec.commandLine().getParseResult().originalArgs();
        int delimiter = original.indexOf("--");
        List<String> arguments = delimiter < 0 ? List.of() : original.subList(delimiter + 1, original.size());
        List<String> named = words.subList(0, words.size() - arguments.size());
        CheckedPrograms found = new CheckedPrograms(host, finder);
        List<CheckedProgram> programs = new ArrayList<>();
        for (String each : named) {
            programs.add(found.program(each, arguments));
        }
        if (named.isEmpty() && file.isPresent()) {
            for (String each : file.get().ledger().programs()) {
                programs.add(found.written(each));
            }
        }
        if (programs.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "found no program, wanted PROG, or --ledger FILE with some in it");
        }
        Set<String> once = new HashSet<>();
        for (CheckedProgram program : programs) {
            if (!once.add(program.words())) {
                throw new CommandException(program + ": found it twice, wanted it once");
            }
        }
        return programs;
    }

    private CheckSettings settings(ProgramFinder finder, List<CheckedProgram> programs, Path scratch)
            throws CommandException, ImageException {
        Matrix ways;
        try {
            ways = Matrix.parse(matrix, seed);
        } catch (IllegalArgumentException e) {
            throw new CommandException("--matrix: " + e.getMessage().replaceFirst("^matrix: ", ""), e);
        }
        long fitting = Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_FOR_RUN);
        return new CheckSettings(
                new CheckedPrograms(host, finder).with(programs),
                ways,
                hash.map(HashChoice::profile),
                finder.programs(),
                maker,
                host.guestKernels().map(MachineRunner::new).filter(MachineRunner::isThere),
                scratch,
                (int) Math.min(jobs, fitting),
                maxSteps,
                hashStores ? Optional.of(StoreHashes::new) : Optional.empty());
    }

    @SuppressWarnings("try") // closed at the end, and needed for nothing before
    private int check(CheckSettings settings, Optional<LedgerFile> file, ScratchFolder scratch)
            throws CheckException, CommandException, OutputClosedException {
        Check check = new Check(settings);
        long begin = System.nanoTime();
        Optional<Divergence> divergence;
        try (Interruption interruption = new Interruption(host, check::stop, () -> interrupted(check))) {
            List<Check.PlannedRun> plan = check.plan();
            if (!check.stopped()) {
                announce(settings, plan.size());
            }
            try (ProgressBar bar = new ProgressBar(host, "of " + plan.size() + " runs", plan.size(), check::done)) {
                divergence = check.run();
            }
            if (check.stopped()) {
                // Once the interruption is over the JVM ends, whatever else there would be to do.
                scratch.close();
                host.complain(interrupted(check));
                return ExitStatus.INTERRUPTED;
            }
        }
        LedgerFile.Verdict ledgerSays = divergence.isEmpty() && file.isPresent()
                ? file.get().compare(settings, check)
                : new LedgerFile.Verdict(List.of(), Optional.empty());
        CheckReport report = new CheckReport(
                check,
                divergence,
                divergence.map(explainers.apply(settings)::explain).orElse(List.of()),
                new ReplayLines(settings),
                ledgerSays.differences(),
                System.nanoTime() - begin);
        try (TextOutput out = new TextOutput(host)) {
            if (json) {
                out.line(report.toJson());
            } else {
                for (String line : report.toText()) {
                    out.line(line);
                }
            }
        }
        if (ledgerSays.failure().isPresent()) {
            throw ledgerSays.failure().get();
        }
        return report.right() ? ExitStatus.OK : ExitStatus.WRONG;
    }

    private void announce(CheckSettings settings, int runs) throws OutputClosedException {
        if (!json) {
            try (TextOutput out = new TextOutput(host)) {
                int programs = settings.checked().size();
                out.line(runs + (runs == 1 ? " run of " : " runs of ") + programs
                        + (programs == 1 ? " program, " : " programs, ") + settings.workers() + " at a time");
            }
        }
    }

    private static String interrupted(Check check) {
        return "interrupted; " + CheckReport.counts(check) + ": all equal so far, and the ledger is as it was";
    }
}
