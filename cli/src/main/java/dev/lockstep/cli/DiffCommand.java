package dev.lockstep.cli;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.MachineRunner;
import dev.lockstep.kernel.check.Matrix;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.diff.Differ;
import dev.lockstep.kernel.diff.Finding;
import dev.lockstep.kernel.diff.FindingText;
import dev.lockstep.kernel.diff.Side;
import dev.lockstep.kernel.diff.SideMaker;
import dev.lockstep.kernel.diff.Trace;
import dev.lockstep.kernel.diff.TraceDiffer;
import dev.lockstep.kernel.diff.TraceException;
import dev.lockstep.kernel.diff.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep diff}: the first step at which two ways of running a program part. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows the first instruction at which two ways of running a program part.",
        customSynopsis = {
            "@|bold lockstep diff|@ [OPTIONS] RUN-A RUN-B PROG... [-- ARGS]",
            "@|bold lockstep diff|@ --trace FILE [OPTIONS] RUN PROG [-- ARGS]",
            "@|bold lockstep diff|@ --record FILE [OPTIONS] RUN PROG [-- ARGS]"
        },
        description = {
            "",
            "A RUN is KEY=VALUE,... with the keys of lockstep check --help; what it does not say is standard: interpreted,"
                    + " alone. The first PROG is compared; others run beside it with company=others. A PROG with arguments"
                    + " of its own is one word: 'sort 60'. Standard input is empty.",
            "",
            "Shown are the process, the step, pc, instruction, function and source line, the registers that differ and who"
                    + " wrote them last, the words of memory that it loaded and who stored them, the 16 steps before, what"
                    + " the kernel did last on each side, and commands that run to just before it. The bare machine"
                    + " (engine=machine) is watched from outside, where exceptions, removals of TLB entries, and registers"
                    + " that are not as a process left them are told too.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:equal, or recorded",
            "1:different, or equal with a trace that has no end",
            "2:wrong usage, a broken program or trace",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lockstep diff engine=interpreter engine=flat,quantum=1 'sort 60'",
            "  lockstep diff --gdb engine=interpreter engine=translated 'sort 60'",
            "  lockstep diff --hash-stores engine=interpreter engine=translated fork-tree",
            "  lockstep diff --record sort.trace engine=interpreter sort -- 20",
            "  scripts/record-qemu-trace sort.trace user-code/prebuilt/sort.elf 20",
            "  lockstep diff --trace sort.trace engine=translated sort -- 20"
        })
final class DiffCommand implements Callable<Integer> {
    private static final int RUNS = 2;

    private final Host host;
    private final EngineMaker maker;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--hash",
            paramLabel = "PROFILE",
            description = "full, pix or eqx: after which instructions registers are compared (default: full for ELF,"
                    + " that of their ABI for small programs; full with a trace).")
    private Optional<HashChoice> hash;

    @Option(
            names = "--hash-stores",
            description = "Compares address, value and size of every store too, so that a wrong one is found when it"
                    + " happens and not when it is loaded. Slower.")
    private boolean hashStores;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Compares the first process of a run with a trace from elsewhere; docs/TRACES.md tells the"
                    + " format.")
    private Optional<Path> trace;

    @Option(names = "--record", paramLabel = "FILE", description = "Writes such a trace of a run.")
    private Optional<Path> record;

    @Option(
            names = "--gdb",
            arity = "0..1",
            paramLabel = "PORT[,PORT]",
            fallbackValue = GdbPorts.FREE,
            converter = GdbPorts.Converter.class,
            preprocessor = GdbPorts.Preprocessor.class,
            description =
                    "Opens both runs one step before they part: waits for a gdb for each at ports of this machine, any"
                            + " that are free where none are given. Of engine=machine it sees the whole machine; see"
                            + " docs/DEBUGGING.md.")
    private Optional<GdbPorts> gdb = Optional.empty();

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            converter = Converters.LongCount.class,
            description = "Instructions after which a process is killed (default: ${DEFAULT-VALUE}).")
    private long maxSteps = 1_000_000_000;

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Parameters(
            paramLabel = "WORD",
            arity = "1..*",
            completionCandidates = ProgramNames.class,
            description = "The runs, then the programs.")
    private List<String> words;

    DiffCommand(Host host) {
        this(host, EngineMaker.standard());
    }

    /** With engines of somebody's own for the second run. */
    DiffCommand(Host host, EngineMaker maker) {
        this.host = host;
        this.maker = maker;
    }

    @Override
    public Integer call() throws CommandException, ImageException, OutputClosedException {
        if (words.stream().limit(RUNS).noneMatch(DiffCommand::warm)) {
            return call(host.directory());
        }
        try (ScratchFolder scratch = ScratchFolder.make("lockstep-diff")) {
            return call(scratch.path());
        }
    }

    /** Whether this is a run that begins with code of an earlier one; complaints come later. */
    private static boolean warm(String word) {
        try {
            return RunSpec.parse(word).warm();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The same.
     *
     * @param scratch where runs that begin warm may keep translated code; others write nothing
     */
    private int call(Path scratch) throws CommandException, ImageException, OutputClosedException {
        boolean one = trace.isPresent() || record.isPresent();
        if (trace.isPresent() && record.isPresent()) {
            throw new ParameterException(spec.commandLine(), "found --trace and --record, wanted one of them");
        }
        List<String> original = spec.commandLine().getParseResult().originalArgs();
        int delimiter = original.indexOf("--");
        List<String> arguments = delimiter < 0 ? List.of() : original.subList(delimiter + 1, original.size());
        List<String> before = words.subList(0, words.size() - arguments.size());
        int runs = one ? 1 : RUNS;
        if (before.size() <= runs) {
            throw new ParameterException(
                    spec.commandLine(),
                    "found " + before.size() + " words, wanted " + (one ? "RUN PROG" : "RUN-A RUN-B PROG"));
        }
        ProgramFinder finder = new ProgramFinder(host);
        CheckedPrograms finding = new CheckedPrograms(host, finder);
        List<CheckedProgram> programs = new ArrayList<>();
        for (String word : before.subList(runs, before.size())) {
            programs.add(finding.program(word, arguments));
        }
        Profile profile = profile(programs.getFirst(), one);
        Optional<MachineRunner> machine =
                host.guestKernels().map(MachineRunner::new).filter(MachineRunner::isThere);
        if (gdb.isPresent() && (json || record.isPresent())) {
            throw new ParameterException(
                    spec.commandLine(), "found --gdb and " + (json ? "--json" : "--record") + ", wanted one of them");
        }
        Side a = side(
                before.get(0),
                EngineMaker.standard(),
                programs,
                finder,
                finding,
                profile,
                machine,
                scratch.resolve("a"));
        if (trace.isPresent()) {
            return compare(a, host.directory().resolve(trace.get()));
        }
        if (record.isPresent()) {
            return record(a, host.directory().resolve(record.get()));
        }
        Side b = side(before.get(1), maker, programs, finder, finding, profile, machine, scratch.resolve("b"));
        Finding found = new Differ(a, b, hashStores).find();
        int status = tell(found, programs.getFirst(), a.spec().brief(), b.spec().brief());
        if (gdb.isPresent()) {
            new OpenedSides(host, gdb.get()).both(found, a, b);
        }
        return status;
    }

    private Profile profile(CheckedProgram program, boolean traced) {
        if (hash.filter(choice -> choice == HashChoice.NONE).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--hash: found none, wanted full, pix or eqx");
        }
        if (traced && hash.filter(choice -> choice != HashChoice.FULL).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--hash: found " + hash.get() + ", wanted full with a trace");
        }
        return traced ? Profile.FULL : hash.map(HashChoice::profile).orElseGet(program::standardProfile);
    }

    private Side side(
            String text,
            EngineMaker engines,
            List<CheckedProgram> programs,
            ProgramFinder finder,
            CheckedPrograms finding,
            Profile profile,
            Optional<MachineRunner> machine,
            Path scratch)
            throws CommandException, ImageException {
        RunSpec run;
        try {
            run = RunSpec.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
        CheckedProgram program = programs.getFirst();
        if (run.onMachine() && (trace.isPresent() || record.isPresent())) {
            throw new CommandException("engine: found machine, wanted one of our kernel's with a trace");
        }
        if (run.onMachine()) {
            Optional<String> objection = machine.isEmpty()
                    ? Optional.of("the guest kernel's images are not there")
                    : program.notOnMachine(program.standardProfile());
            if (objection.isPresent()) {
                throw new CommandException(program + ": found engine=machine, and " + objection.get());
            }
        }
        if (run.company() == RunSpec.Company.OTHERS && programs.size() == 1) {
            throw new CommandException("company: found others, wanted a second PROG with it");
        }
        CheckSettings settings = new CheckSettings(
                finding.with(programs),
                Matrix.parse("quick", 0),
                Optional.of(profile),
                finder.programs(),
                engines,
                machine,
                scratch,
                1,
                maxSteps);
        return new SideMaker(settings).of(program, run, profile);
    }

    private int compare(Side side, Path file) throws CommandException, OutputClosedException {
        if (Files.isDirectory(file) || Files.notExists(file)) {
            throw new CommandException(trace.orElseThrow() + ": found "
                    + (Files.exists(file) ? "a directory" : "no such file") + ", wanted a trace");
        }
        try (Trace recorded = Trace.open(file)) {
            Finding found = new TraceDiffer(side, recorded).find();
            int status = tell(
                    found,
                    side.program(),
                    "the trace " + trace.orElseThrow(),
                    side.spec().brief());
            if (gdb.isPresent()) {
                new OpenedSides(host, gdb.get()).second(found, side);
            }
            return status;
        } catch (TraceException e) {
            throw new CommandException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandException(file + ": cannot be read (" + FileErrors.reason(e) + ")", e);
        }
    }

    private int record(Side side, Path file) throws CommandException, OutputClosedException {
        if (record.orElseThrow().toString().equals("-")) {
            throw new CommandException("--record: found -, wanted a file");
        }
        new OutputFiles(
                        host.directory(),
                        side.started().stream().map(CheckedProgram::file).toList())
                .add("--record", record.orElseThrow().toString());
        long steps;
        try (ReportFile out = ReportFile.to(file, "trace")) {
            steps = out.write(writer -> TraceRecorder.record(side, writer));
        }
        try (TextOutput out = new TextOutput(host)) {
            out.line(
                    json
                            ? new JsonObject().with("steps", steps).toString()
                            : side.program() + ": " + steps + " steps recorded");
        }
        return ExitStatus.OK;
    }

    private int tell(Finding found, CheckedProgram program, String a, String b) throws OutputClosedException {
        try (TextOutput out = new TextOutput(host)) {
            if (json) {
                out.line(FindingJson.of(found, program.words(), a, b).toString());
            } else {
                for (String line : new FindingText(program.words(), a, b).lines(found)) {
                    out.line(line);
                }
            }
        }
        return found.equal() ? ExitStatus.OK : ExitStatus.WRONG;
    }
}
