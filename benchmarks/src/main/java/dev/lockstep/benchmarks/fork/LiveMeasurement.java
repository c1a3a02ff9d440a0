package dev.lockstep.benchmarks.fork;

import dev.lockstep.benchmarks.compare.CompareException;
import dev.lockstep.benchmarks.compare.Statistics;
import dev.lockstep.benchmarks.compare.WrongChecksumException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Measures what live processes cost; of several runs each figure's median counts. */
final class LiveMeasurement {
    /** Each process under qemu-arm is one of this machine, and a large one. */
    private static final int MOST_IN_QEMU = 1_000;

    private final Commands commands;
    private final ForkSettings settings;
    private final int most;
    private final Map<Platform, SortedMap<Integer, List<LivePoint>>> runs = new EnumMap<>(Platform.class);

    /**
     * A measurement that has not begun.
     *
     * @param most how many processes this machine may have
     */
    LiveMeasurement(Commands commands, ForkSettings settings, int most) {
        this.commands = commands;
        this.settings = settings;
        this.most = most;
    }

    /** How many processes are measured on some platform, in order. */
    List<Integer> numbers() {
        return Stream.concat(settings.live().stream(), settings.alsoNative().stream())
                .sorted()
                .filter(number -> !platforms(number).isEmpty())
                .toList();
    }

    /** Where so many are measured. */
    List<Platform> platforms(int processes) {
        List<Platform> platforms = new ArrayList<>();
        if (processes <= most) {
            platforms.add(Platform.NATIVE);
        }
        if (processes <= Math.min(most, MOST_IN_QEMU)) {
            platforms.add(Platform.QEMU);
        }
        if (settings.live().contains(processes)) {
            platforms.add(Platform.LOCKSTEP);
        }
        return platforms;
    }

    /**
     * Measures one number of processes once more.
     *
     * @throws CompareException when Lockstep does not say what is wanted
     * @throws WrongChecksumException when a process was not what it should be
     */
    void measure(Platform platform, int processes)
            throws IOException, InterruptedException, CompareException, WrongChecksumException {
        LivePoint point =
                switch (platform) {
                    case NATIVE, QEMU -> HeldProcess.measure(platform, processes, commands.live(platform, processes));
                    case LOCKSTEP, HASHED -> UltraforkRun.measure(processes, commands.ultrafork(processes));
                };
        runs.computeIfAbsent(platform, ignored -> new TreeMap<>())
                .computeIfAbsent(processes, ignored -> new ArrayList<>())
                .add(point);
    }

    /** What came out, by platform and number of processes. */
    List<LivePoint> points() {
        List<LivePoint> points = new ArrayList<>();
        runs.forEach((platform, byNumber) ->
                byNumber.forEach((processes, repeated) -> points.add(medians(platform, processes, repeated))));
        return points;
    }

    private static LivePoint medians(Platform platform, int processes, List<LivePoint> points) {
        return new LivePoint(
                platform,
                processes,
                median(points, LivePoint::nanosPerFork),
                median(points, LivePoint::nanosPerLife),
                median(points, LivePoint::bytesPerProcess),
                median(points, LivePoint::bytesAccounted));
    }

    private static double median(List<LivePoint> points, ToDoubleFunction<LivePoint> figure) {
        return Statistics.median(points.stream().mapToDouble(figure).boxed().toList());
    }
}
