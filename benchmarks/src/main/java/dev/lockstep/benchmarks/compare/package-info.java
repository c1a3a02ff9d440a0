/**
 * Native code, qemu-arm and Lockstep side by side: what {@code scripts/bench-vs-qemu} starts.
 *
 * <p>The programs of user-code/bench print a line after each round of their work. {@link
 * dev.lockstep.benchmarks.compare.TimedProcess} runs one and stamps the lines as they arrive, so all three are timed from
 * outside and in the same way. {@link dev.lockstep.benchmarks.compare.Measurement} takes two figures of it for each
 * {@link dev.lockstep.benchmarks.compare.Variant}: the whole process from cold, and a round in the steady state. They
 * become {@link dev.lockstep.benchmarks.compare.Result}s, and a {@link dev.lockstep.benchmarks.compare.Report} of these a
 * {@link dev.lockstep.benchmarks.compare.TextTable}, {@link dev.lockstep.benchmarks.compare.Json} and a {@link
 * dev.lockstep.benchmarks.compare.BarChart}.
 *
 * <p>Nothing here needs more than the JDK: the script compiles this package by itself.
 */
package dev.lockstep.benchmarks.compare;
