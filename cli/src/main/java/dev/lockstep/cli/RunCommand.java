package dev.lockstep.cli;

import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.translator.PromotionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep run}: programs side by side on one kernel, until the last process has ended. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs ARM programs side by side until the last of their processes has ended.",
        customSynopsis = "@|bold lockstep run|@ [OPTIONS] PROG... [-- ARGS]",
        description = {
            "",
            "PROG is the name of a prebuilt program (hello) or prebuilt test (undefined, tests/undefined), or the path"
                    + " of an ELF executable or a small program (./x). A file may hold several small programs: all of"
                    + " them are started. ARGS are the arguments of every program.",
            "",
            "Standard input and output belong to the programs. Each process that is killed gives a line on standard"
                    + " error.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "N:the exit code of the first program",
            "128+N:the first program was killed by signal N, for instance 139 by SIGSEGV",
            "2:wrong usage, or a broken program file; nothing was run",
            "70:an error in Lockstep; LOCKSTEP_DEBUG=1 shows its stack trace",
            "130:it was interrupted (Ctrl-C); a line tells how far it had come",
            "141:standard output was closed by its reader"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lockstep run hello",
            "  lockstep run --stats matrix -- 64 10",
            "  lockstep run --report - --quantum 7 fork-wait",
            "  lockstep run --copies 3 --engine interpreter hello sieve",
            "  lockstep run --root . newlib-tour-soft",
        })
final class RunCommand implements Callable<Integer> {
    private final Host host;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "${COMPLETION-CANDIDATES}: hashes and results are the same (default: ${DEFAULT-VALUE}).")
    private EngineChoice engine = RunOptions.STANDARD.engine();

    @Option(
            names = "--threshold",
            paramLabel = "N",
            converter = Converters.Threshold.class,
            description =
                    "Arrivals at a branch target before its code is translated, 0 to 32767; 0 translates everything"
                            + " before it is first executed (default: ${DEFAULT-VALUE}).")
    private int threshold = RunOptions.STANDARD.threshold();

    @Option(
            names = "--promotion",
            paramLabel = "WHEN",
            converter = Converters.Promotion.class,
            description =
                    "When a process's memory is made flat, which makes translated code faster: auto, never, always or"
                            + " random:SEED (default: auto). Hashes and results are the same.")
    private Supplier<PromotionPolicy> promotion = RunOptions.STANDARD.promotion();

    @Option(
            names = "--no-cache",
            description =
                    "Neither uses translated code of earlier runs nor keeps what this one translates (see lockstep"
                            + " cache; --threshold 0 does the same).")
    private boolean noCache;

    @Option(
            names = "--hash",
            paramLabel = "PROFILE",
            description = "${COMPLETION-CANDIDATES}: when the step hash absorbs the registers (default: none; with"
                    + " --report: full).")
    private Optional<HashChoice> hash;

    @Option(
            names = "--abi",
            paramLabel = "ABI",
            description = "${COMPLETION-CANDIDATES}: the system calls of all programs; auto is what each file says,"
                    + " else lockstep for ELF and pix for small programs (default: ${DEFAULT-VALUE}).")
    private AbiChoice abi = RunOptions.STANDARD.abi();

    @Option(
            names = "--quantum",
            paramLabel = "N|random:SEED:MEAN|to-fork",
            converter = Converters.Quantum.class,
            description = "Instructions in a turn: exactly N; from 1 to 2*MEAN-1 by chance; or until it forks"
                    + " (default: ${DEFAULT-VALUE}).")
    private Schedule quantum = RunOptions.STANDARD.quantum();

    @Option(
            names = "--harts",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Threads of the host that run processes. Hashes and results are the same (default:"
                    + " ${DEFAULT-VALUE}).")
    private int harts = RunOptions.STANDARD.harts();

    @Option(
            names = "--migrate",
            paramLabel = "WHEN",
            description = "${COMPLETION-CANDIDATES}: when a process goes on on another hart; auto is when that has"
                    + " nothing to do and this one more than it can run (default: ${DEFAULT-VALUE}).")
    private Migration migration = RunOptions.STANDARD.migration();

    @Option(
            names = "--copies",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Starts the whole list of programs N times over (default: ${DEFAULT-VALUE}).")
    private int copies = RunOptions.STANDARD.copies();

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            converter = Converters.LongCount.class,
            description = "Instructions that each process may execute; then it is killed by SIGXCPU (default: no"
                    + " limit).")
    private long maxSteps = RunOptions.STANDARD.limits().maxSteps();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = Converters.ByteSize.class,
            description = "Memory of all processes together, in bytes or with K, M or G (default: 1G).")
    private long memory = RunOptions.STANDARD.limits().memoryBytes();

    @Option(
            names = "--starve",
            paramLabel = "SIZE",
            converter = Converters.ByteSize.class,
            description = "Memory that they really get: what is told of --memory to programs stays, and memory that is"
                    + " freed is overwritten at once, as lockstep check does with memory=starved.")
    private Optional<Long> starve = Optional.empty();

    @Option(
            names = "--pretouch",
            description = "Lets Java take the memory of its heap from the machine at the start, and not piece by piece"
                    + " (the launcher's option -XX:+AlwaysPreTouch).")
    private boolean pretouch;

    @Option(
            names = "--max-processes",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Processes at one time (default: ${DEFAULT-VALUE}).")
    private int maxProcesses = RunOptions.STANDARD.limits().maxProcesses();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description =
                    "The programs' files: what semihosting opens and makes, and where exec finds programs, by path;"
                            + " nothing outside is found (default: no files, and the prebuilt programs by name).")
    private Optional<String> root;

    @Option(
            names = "--clock",
            paramLabel = "CLOCK",
            description = "${COMPLETION-CANDIDATES}: what the clocks of semihosting count; the host's make hashes"
                    + " depend on the host (default: ${DEFAULT-VALUE}).")
    private ClockChoice clock = RunOptions.STANDARD.clock();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Writes a JSON object a line for each ended process, in the order of their pids; - is standard"
                            + " output. The same bytes for every engine and quantum.")
    private Optional<String> report;

    @Option(
            names = "--jfr",
            paramLabel = "FILE",
            description = "Records the run with the JDK's flight recorder, which shows the programs' functions and"
                    + " lines; see docs/PROFILING.md.")
    private Optional<String> jfr;

    @Option(
            names = "--gdb",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description =
                    "Waits for gdb at a port of this machine, 0 for any that is free, and lets it debug all processes, as"
                            + " threads, forwards and backwards; see docs/DEBUGGING.md.")
    private OptionalInt gdb = RunOptions.STANDARD.gdb();

    @Mixin
    private TraceOptions traces = new TraceOptions();

    @Option(names = "--stats", description = "Prints totals to standard error at the end.")
    private boolean stats;

    @Option(names = "--json", description = "Prints the totals as a JSON object.")
    private boolean json;

    @Parameters(
            paramLabel = "PROG",
            arity = "1..*",
            completionCandidates = ProgramNames.class,
            description = "The programs to start, in this order; the first one's exit code is the exit status.")
    private List<String> words;

    RunCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws CommandException, ImageException, OutputClosedException {
        List<String> arguments = afterDelimiter();
        List<String> programs = words.subList(0, words.size() - arguments.size());
        if (programs.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "found no program, wanted PROG before --");
        }
        if (pretouch) {
            HostMemory.requirePretouched();
        }
        Limits plenty = new Limits(memory, maxProcesses, maxSteps);
        Limits limits = starve.map(plenty::starved).orElse(plenty);
        return new ProgramRun(
                        host,
                        new RunOptions(
                                engine,
                                threshold,
                                promotion,
                                !noCache,
                                hash,
                                abi,
                                quantum,
                                harts,
                                migration,
                                copies,
                                limits,
                                root,
                                clock,
                                report,
                                jfr,
                                gdb,
                                traces.choices(),
                                stats,
                                json))
                .run(programs, arguments);
    }

    /** What follows the first {@code --}: picocli takes the delimiter out and leaves the words. */
    private List<String> afterDelimiter() {
        List<String> original = spec.commandLine().getParseResult().originalArgs();
        int delimiter = original.indexOf("--");
        return delimiter < 0 ? List.of() : original.subList(delimiter + 1, original.size());
    }
}
