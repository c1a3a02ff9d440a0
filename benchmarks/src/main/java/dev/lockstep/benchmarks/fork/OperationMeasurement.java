package dev.lockstep.benchmarks.fork;

import dev.lockstep.benchmarks.compare.Statistics;
import dev.lockstep.benchmarks.compare.TimedProcess;
import dev.lockstep.benchmarks.compare.TimedRun;
import dev.lockstep.benchmarks.compare.WrongChecksumException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures one operation. In every repetition each platform has its turn, so that what else the machine does meets all of
 * them; a figure is the median of the repetitions.
 */
final class OperationMeasurement {
    private static final int MANY_ROUNDS = 100_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Commands commands;
    private final ForkSettings settings;
    private final Consumer<String> progress;

    /**
     * A measurement that has not begun.
     *
     * @param progress told what is done now
     */
    OperationMeasurement(Commands commands, ForkSettings settings, Consumer<String> progress) {
        this.commands = commands;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Takes the time of the operation on all platforms.
     *
     * @throws WrongChecksumException when a program finds its own work wrong
     */
    Rate measure(Operation operation) throws IOException, InterruptedException, WrongChecksumException {
        Map<Platform, List<Double>> nanos = new EnumMap<>(Platform.class);
        for (int repetition = 1; repetition <= settings.repetitions(); repetition++) {
            for (Platform platform : Platform.values()) {
                progress.accept(operation.title() + ": " + repetition + " of " + settings.repetitions() + ", "
                        + platform.title());
                nanos.computeIfAbsent(platform, ignored -> new ArrayList<>()).add(nanos(operation, platform));
            }
        }
        Map<Platform, Double> medians = new EnumMap<>(Platform.class);
        nanos.forEach((platform, values) -> medians.put(platform, Statistics.median(values)));
        return new Rate(operation, medians);
    }

    private double nanos(Operation operation, Platform platform)
            throws IOException, InterruptedException, WrongChecksumException {
        long warmUp = (long) (settings.warmUp() * NANOS_PER_SECOND);
        long measured = (long) (settings.measured() * NANOS_PER_SECOND);
        TimedRun run = TimedProcess.killedAfter(warmUp, measured, commands.command(operation, platform, MANY_ROUNDS));
        List<Double> rounds = run.roundsAfter(warmUp);
        // A program whose sum is wrong says so in a line of its own, and ends.
        if (rounds.isEmpty() || run.checksums().size() != 1) {
            throw new WrongChecksumException(operation.program() + ": " + platform.title() + " ended with "
                    + run.exit() + " after " + run.stamps().size() + " rounds, with the checksums "
                    + String.join(", ", run.checksums()));
        }
        return Statistics.median(rounds) * NANOS_PER_MILLI / operation.operations(platform);
    }
}
