package dev.lockstep.cli;

import dev.lockstep.cli.gdb.Killed;
import dev.lockstep.cli.gdb.ProcessDebugger;
import dev.lockstep.cli.gdb.Rerun;
import dev.lockstep.cli.jfr.FlightRecording;
import dev.lockstep.cli.trace.TraceException;
import dev.lockstep.cli.trace.Traces;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineStatistics;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.Kernel;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.GuestFiles;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.Programs;
import dev.lockstep.kernel.api.ReportCollector;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Signal;
import dev.lockstep.kernel.fs.HostDirectory;
import dev.lockstep.kernel.fs.RootDirectory;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.TranslatingEngine;
import dev.lockstep.translator.TranslatorListener;
import dev.lockstep.translator.aot.CodeCache;
import dev.lockstep.translator.aot.CodeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of programs on a kernel, from their names to the exit status. */
final class ProgramRun {
    private final Host host;
    private final RunOptions options;

    ProgramRun(Host host, RunOptions options) {
        this.host = host;
        this.options = options;
    }

    /**
     * Runs programs until the last of their processes has ended.
     *
     * @param programs names or paths
     * @param arguments of every program
     * @return the exit status
     */
    int run(List<String> programs, List<String> arguments)
            throws CommandException, ImageException, OutputClosedException {
        ProgramFinder finder = new ProgramFinder(host);
        List<Image> images = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (String program : programs) {
            images.addAll(finder.images(program, options.abi().preferred()));
            files.add(finder.file(program, options.abi().preferred()));
        }
        requireApart(new OutputFiles(host.directory(), files));
        World world = world(finder);
        if (options.report().isEmpty()) {
            return recorded(images, arguments, world, reports -> {});
        }
        String report = options.report().get();
        if (report.equals("-")) {
            return recorded(images, arguments, world, this::print);
        }
        try (ReportFile file = ReportFile.to(host.directory().resolve(report))) {
            return recorded(images, arguments, world, file::write);
        }
    }

    private void requireApart(OutputFiles files) throws CommandException {
        Map<String, Optional<String>> outputs = new LinkedHashMap<>();
        outputs.put("--trace", options.traces().events());
        outputs.put("--trace-text", options.traces().text().filter(name -> !name.equals("-")));
        outputs.put("--report", options.report().filter(name -> !name.equals("-")));
        outputs.put("--jfr", options.jfr());
        for (Map.Entry<String, Optional<String>> output : outputs.entrySet()) {
            if (output.getValue().isPresent()) {
                files.add(output.getKey(), output.getValue().get());
            }
        }
    }

    /** Runs, with the flight recorder on if that is wanted. */
    private int recorded(List<Image> images, List<String> arguments, World world, ReportTarget target)
            throws CommandException, OutputClosedException {
        if (options.jfr().isEmpty()) {
            return traced(images, arguments, world, target, TranslatorListener.NONE);
        }
        Path file = host.directory().resolve(options.jfr().get());
        try (FlightRecording recording = new FlightRecording(file)) {
            return traced(images, arguments, world, target, recording.listener());
        } catch (IOException e) {
            throw new CommandException(file + ": the recording cannot be written (" + FileErrors.reason(e) + ")", e);
        }
    }

    /** Runs, with the traces that are wanted. */
    private int traced(
            List<Image> images, List<String> arguments, World world, ReportTarget target, TranslatorListener listener)
            throws CommandException, OutputClosedException {
        if (options.gdb().isPresent() && !options.traces().isNone()) {
            throw new CommandException("--gdb: found --trace or --trace-text beside it, wanted one of them");
        }
        boolean hashes = options.profile().hashes();
        try (Traces traces = Traces.open(options.traces(), host.directory(), host.out(), options.harts(), hashes)) {
            return debugged(images, arguments, world, target, listener, traces);
        } catch (TraceException e) {
            if (e.file().equals("-")) {
                throw new OutputClosedException(e);
            }
            throw new CommandException(
                    e.file() + ": the trace cannot be written (" + FileErrors.reason(e.reason()) + ")", e);
        }
    }

    /** Runs, with gdb if that is wanted: as often as it takes to see what gdb wants to see. */
    private int debugged(
            List<Image> images,
            List<String> arguments,
            World world,
            ReportTarget target,
            TranslatorListener listener,
            Traces traces)
            throws CommandException, OutputClosedException, TraceException {
        if (options.gdb().isEmpty()) {
            return run(images, arguments, world, target, listener, traces, Optional.empty());
        }
        if (options.harts() > 1) {
            throw new CommandException("--harts: found " + options.harts() + ", wanted 1 with --gdb");
        }
        boolean repeatable = options.root().isEmpty() && options.clock() == ClockChoice.INSTRUCTIONS;
        try (ProcessDebugger debugger = new ProcessDebugger(options.gdb().getAsInt(), repeatable, host::complain)) {
            Host seen = host.with(debugger.input(host.in()), debugger.output(host.out()), debugger.output(host.err()));
            ProgramRun program = new ProgramRun(seen, options);
            while (true) {
                try {
                    return program.run(images, arguments, world, target, listener, traces, Optional.of(debugger));
                } catch (Rerun earlier) {
                    // gdb wants to see what was before.
                }
            }
        } catch (Killed byUser) {
            host.complain("gdb has ended the run");
            return Signal.SIGKILL.exitStatus();
        } catch (IOException e) {
            throw new CommandException("--gdb: port " + options.gdb().getAsInt() + ": " + FileErrors.reason(e), e);
        }
    }

    private int run(
            List<Image> images,
            List<String> arguments,
            World world,
            ReportTarget target,
            TranslatorListener listener,
            Traces traces,
            Optional<ProcessDebugger> debugger)
            throws CommandException, OutputClosedException, TraceException {
        Optional<CodeCache> cache = cache(traces.listener(0, listener));
        CodeStore store = cache.isPresent() ? cache.get() : CodeStore.NONE;
        List<Engine> engines = new ArrayList<>();
        for (int hart = 0; hart < options.harts(); hart++) {
            Engine engine = engine(hart == 0 ? store : CodeStore.NONE, traces.listener(hart, listener));
            engines.add(debugger.isPresent() ? debugger.get().engine(engine, options.profile()) : engine);
        }
        FirstEnd first = new FirstEnd(host);
        ReportCollector collector = new ReportCollector(first);
        KernelOptions forKernel = KernelOptions.of(engines.getFirst(), options.profile())
                .withHarts(engines)
                .withAbi(options.abi().abi())
                .withSchedule(options.quantum())
                .withMigration(options.migration())
                .withLimits(options.limits())
                .withPrograms(world.programs())
                .withFiles(world.files())
                .withClock(options.clock().source())
                .withObservers(traces.observers())
                .withConsole(new ConsoleStreams(host.in(), host.out(), host.err()))
                .withListener(options.report().isPresent() ? collector : first);
        try (Kernel kernel = new Kernel(forKernel);
                Interruption interruption =
                        new Interruption(host, () -> stop(kernel, debugger), () -> givenUp(kernel, traces))) {
            traces.whenTheyFail(kernel::stop);
            for (int copy = 0; copy < options.copies(); copy++) {
                for (Image image : images) {
                    kernel.start(image, arguments);
                }
            }
            debugger.ifPresent(present -> present.attach(kernel.inspector()));
            long begin = System.nanoTime();
            RunOutcome outcome = kernel.run();
            first.end();
            debugger.ifPresent(present -> present.exited(first.status()));
            long nanos = System.nanoTime() - begin;
            traces.close();
            if (outcome == RunOutcome.COMPLETED) {
                target.write(collector.reports());
            }
            if (options.stats()) {
                long loaded = cache.map(CodeCache::loaded).orElse(0L);
                EngineStatistics done =
                        engines.stream().map(Engine::statistics).reduce(EngineStatistics.NONE, EngineStatistics::plus);
                RunTotals totals = new RunTotals(kernel.statistics(), done, loaded, nanos);
                host.print(options.json() ? totals.toJson() : totals.toText());
            }
            cache.ifPresent(CodeCache::save);
            return switch (outcome) {
                case COMPLETED -> first.status();
                case OUTPUT_CLOSED -> ExitStatus.PIPE;
                case STOPPED -> {
                    interruption.tell(kernel.statistics(), kernel.living());
                    yield ExitStatus.INTERRUPTED;
                }
                case STUCK -> ExitStatus.INTERNAL;
            };
        } catch (KernelException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static void stop(Kernel kernel, Optional<ProcessDebugger> debugger) {
        kernel.stop();
        debugger.ifPresent(ProcessDebugger::hangUp);
    }

    private static String givenUp(Kernel kernel, Traces traces) {
        try {
            traces.close();
        } catch (TraceException e) {
            return e.file() + ": the trace cannot be written (" + FileErrors.reason(e.reason()) + ")";
        }
        return "interrupted; " + kernel.living() + " processes were given up";
    }

    private Engine engine(CodeStore store, TranslatorListener listener) {
        boolean steps = options.traces().wantsSteps();
        // Stores to flat memory are not told.
        PromotionPolicy promotion =
                steps ? PromotionPolicy.never() : options.promotion().get();
        Engine engine = options.engine().engine(options.profile(), options.threshold(), promotion, store, listener);
        return steps && engine instanceof TranslatingEngine translating ? translating.observed() : engine;
    }

    /** Translating everything before its first use is for looking at translation: it makes code that no other run wants. */
    private Optional<CodeCache> cache(TranslatorListener listener) {
        return options.engine() == EngineChoice.TRANSLATED && options.cache() && options.threshold() > 0
                ? host.cache().map(CacheCommand::codeFolder).map(folder -> new CodeCache(folder, listener))
                : Optional.empty();
    }

    private World world(ProgramFinder finder) throws CommandException {
        if (options.root().isEmpty()) {
            return new World(finder.programs(), GuestFiles.none());
        }
        Path directory = host.directory().resolve(options.root().get());
        if (!Files.isDirectory(directory)) {
            throw new CommandException(directory + ": found no directory, wanted one for --root");
        }
        try {
            return new World(new RootDirectory(directory), new HostDirectory(directory));
        } catch (IOException e) {
            throw new CommandException(directory + ": found an unreadable directory, wanted one for --root", e);
        }
    }

    private void print(List<ProcessReport> reports) throws OutputClosedException {
        try (TextOutput out = new TextOutput(host)) {
            for (ProcessReport each : reports) {
                out.line(each.toJson());
            }
        }
    }

    /**
     * What programs see of the host.
     *
     * @param programs for exec
     * @param files for semihosting
     */
    private record World(Programs programs, GuestFiles files) {}

    /** Takes the reports of a run that has come to its end, in the order of their pids. */
    @FunctionalInterface
    private interface ReportTarget {
        void write(List<ProcessReport> reports) throws CommandException, OutputClosedException;
    }
}
