package dev.lockstep.benchmarks.fork;

import java.util.List;

/**
 * How long and how much is measured. Times are seconds.
 *
 * @param repetitions of a measurement; its figure is their median
 * @param warmUp of a program, before its rounds count
 * @param measured of a program, from the warm-up to its end
 * @param live how many processes are to live at once
 * @param alsoNative and on this machine alone
 */
record ForkSettings(int repetitions, double warmUp, double measured, List<Integer> live, List<Integer> alsoNative) {
    /** What published figures are made with. Of the 32,768 pids of a small Linux 30,000 are free. */
    static final ForkSettings FULL =
            new ForkSettings(3, 5, 1.5, List.of(1_000, 10_000, 100_000, 1_000_000, 10_000_000), List.of(30_000));

    /** For a glance: too short to warm up fully. */
    static final ForkSettings QUICK = new ForkSettings(1, 1.2, 0.5, List.of(1_000, 10_000, 100_000), List.of());

    /** Beyond so many processes one run is long enough to be without chance. */
    private static final int REPEATED = 1_000_000;

    ForkSettings {
        live = List.copyOf(live);
        alsoNative = List.copyOf(alsoNative);
    }

    /** How often a measurement of so many live processes is done. */
    int repetitions(int processes) {
        return processes > REPEATED ? 1 : repetitions;
    }
}
