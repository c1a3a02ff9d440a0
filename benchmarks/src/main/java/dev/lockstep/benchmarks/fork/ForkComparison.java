package dev.lockstep.benchmarks.fork;

import dev.lockstep.benchmarks.compare.Arguments;
import dev.lockstep.benchmarks.compare.CompareException;
import dev.lockstep.benchmarks.compare.Progress;
import dev.lockstep.benchmarks.compare.WrongChecksumException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Measures processes on all platforms and writes what came out.
 *
 * <p>Started by scripts/bench-fork with KEY=VALUE for each of: host, linux and elf (folders with the programs of
 * user-code/ultra for this machine, for Linux on ARM and for Lockstep), launcher (scripts/lockstep), options (for its run,
 * separated by spaces), most (how many processes this machine may have), machine (a text), quick and progress (true or
 * false), parts (operations, live; separated by a comma), json and svg (the files to write).
 *
 * <p>Exit status: 0 when all was measured, 1 when a program found something wrong, 2 when nothing could be measured.
 */
public final class ForkComparison {
    private final Arguments arguments;
    private final ForkSettings settings;
    private final Commands commands;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;
    private boolean wrong;

    private ForkComparison(Arguments arguments, PrintStream out, PrintStream err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
        settings = arguments.flag("quick") ? ForkSettings.QUICK : ForkSettings.FULL;
        commands = Commands.of(arguments);
        progress = new Progress(err, arguments.flag("progress"));
    }

    /** See the class. */
    public static void main(String[] args) throws InterruptedException {
        ForkComparison comparison = new ForkComparison(Arguments.of(args), System.out, System.err);
        int status;
        try {
            status = comparison.run();
        } catch (IOException e) {
            comparison.say(e.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    private int run() throws IOException, InterruptedException {
        Set<String> parts = Set.of(arguments.value("parts").split(",", -1));
        List<Rate> rates = parts.contains("operations") ? rates() : List.of();
        List<LivePoint> live = parts.contains("live") ? live() : List.of();
        progress.tell("");
        if (!rates.isEmpty() || !live.isEmpty()) {
            ForkReport report = new ForkReport(arguments.value("machine"), settings, rates, live);
            out.print(ForkTable.of(report));
            Files.writeString(Path.of(arguments.value("json")), ForkJson.of(report));
            Files.writeString(Path.of(arguments.value("svg")), ForkChart.of(report));
        }
        return wrong ? 1 : 0;
    }

    private List<Rate> rates() throws IOException, InterruptedException {
        OperationMeasurement measurement = new OperationMeasurement(commands, settings, progress::tell);
        List<Rate> rates = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            try {
                rates.add(measurement.measure(operation));
            } catch (WrongChecksumException e) {
                isWrong(e);
            }
        }
        return rates;
    }

    private List<LivePoint> live() throws IOException, InterruptedException {
        LiveMeasurement measurement =
                new LiveMeasurement(commands, settings, Integer.parseInt(arguments.value("most")));
        for (int processes : measurement.numbers()) {
            int repetitions = settings.repetitions(processes);
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                for (Platform platform : measurement.platforms(processes)) {
                    progress.tell(
                            processes + " processes: " + repetition + " of " + repetitions + ", " + platform.title());
                    try {
                        measurement.measure(platform, processes);
                    } catch (WrongChecksumException | CompareException e) {
                        isWrong(e);
                    }
                }
            }
        }
        return measurement.points();
    }

    private void isWrong(Exception e) {
        wrong = true;
        progress.tell("");
        say(e.getMessage());
    }

    private void say(String text) {
        err.println("bench-fork: " + text);
    }
}
