package dev.lockstep.kernel;

import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.KernelStatistics;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.ReportCollector;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A kernel's whole life in a test: what came out of it.
 *
 * @param reports in the order of pid paths
 * @param out what was written to standard output
 * @param messages lines for the user
 * @param statistics after the run
 */
record Run(
        RunOutcome outcome,
        List<ProcessReport> reports,
        String out,
        String err,
        List<String> messages,
        KernelStatistics statistics) {

    /** The schedules under which everything that is not about schedules must be the same. */
    static final List<Schedule> SCHEDULES = List.of(
            Schedule.parse("1"),
            Schedule.parse("2"),
            Schedule.parse("3"),
            Schedule.parse("7"),
            Schedule.parse("100"),
            Schedule.parse("100000"),
            Schedule.parse("random:1:5"),
            Schedule.parse("random:2:300"));

    /** Runs programs side by side with the interpreter, profile FULL and empty input. */
    static Run of(Image... images) {
        return of("", options -> options, images);
    }

    /** The same with changed options. */
    static Run of(UnaryOperator<KernelOptions> change, Image... images) {
        return of("", change, images);
    }

    /** The same with something on standard input. */
    static Run of(String input, UnaryOperator<KernelOptions> change, Image... images) {
        return of(EngineKind.INTERPRETER, Profile.FULL, input, change, List.of(), images);
    }

    static Run of(
            EngineKind kind,
            Profile profile,
            String input,
            UnaryOperator<KernelOptions> change,
            List<String> arguments,
            Image... images) {
        return of(kind.create(profile), profile, input, change, arguments, images);
    }

    static Run of(
            Engine engine,
            Profile profile,
            String input,
            UnaryOperator<KernelOptions> change,
            List<String> arguments,
            Image... images) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> messages = new ArrayList<>();
        ReportCollector collector = new ReportCollector(new KernelListener() {
            @Override
            public void message(String line) {
                messages.add(line);
            }
        });
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1));
        KernelOptions options = KernelOptions.of(engine, profile)
                .withConsole(new ConsoleStreams(in, out, err))
                .withListener(collector);
        try (Kernel kernel = new Kernel(change.apply(options))) {
            for (Image image : images) {
                kernel.start(image, arguments);
            }
            RunOutcome outcome = kernel.run();
            return new Run(
                    outcome,
                    collector.reports(),
                    out.toString(StandardCharsets.ISO_8859_1),
                    err.toString(StandardCharsets.ISO_8859_1),
                    messages,
                    kernel.statistics());
        } catch (KernelException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The report of a process, by its path. */
    ProcessReport report(String path) {
        return reports.stream()
                .filter(report -> report.pid().toString().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** The exit code of the first process. */
    int exit() {
        return report("1").exit();
    }

    /** All reports as one text. */
    String json() {
        return String.join("\n", reports.stream().map(ProcessReport::toJson).toList());
    }
}
