package dev.lockstep.benchmarks.compare;

/**
 * How long is measured. Times are seconds.
 *
 * @param repetitions of every measurement; its figure is their median
 * @param cold what a whole process should take qemu-arm
 * @param warmUp of a steady run, before rounds count
 * @param measured of a steady run, from the warm-up to its end
 */
record Settings(int repetitions, double cold, double warmUp, double measured) {
    /** What published figures are made with. */
    static final Settings FULL = new Settings(3, 3, 3, 3);

    /** For a glance: too short to warm up fully. */
    static final Settings QUICK = new Settings(3, 0.8, 1.2, 0.6);
}
