package dev.lockstep.benchmarks;

/** The options of the JVM that {@code scripts/lockstep} runs with (docs/PERFORMANCE.md), so that benchmarks show what users get. */
final class Launcher {
    static final String COLLECTOR = "-XX:+UseSerialGC";
    static final String HEAP = "-Xmx3g";
    static final String STACK = "-Xss4m";
    static final String INLINING = "-XX:-ClipInlining";

    private Launcher() {}
}
