package dev.lockstep.benchmarks.compare;

import java.util.Formatter;
import java.util.Locale;

/** A report for standard output: a table for each measure, with the geometric means below. */
final class TextTable {
    private TextTable() {}

    static String of(Report report) {
        Formatter text = new Formatter(Locale.ROOT);
        for (Measure measure : Measure.values()) {
            text.format("%s%s:%n", measure == Measure.COLD ? "" : System.lineSeparator(), measure.title());
            text.format(
                    "%-20s %12s %12s %12s %15s %16s%n",
                    "program", "native ms", "qemu ms", "lockstep ms", "qemu/lockstep", "lockstep/native");
            for (Result result : report.results()) {
                Times times = measure.of(result);
                text.format(
                        "%-20s %12.2f %12.2f %12.2f %15.2f %16.2f%n",
                        result.program(),
                        times.nativeMillis(),
                        times.qemuMillis(),
                        times.lockstepMillis(),
                        times.speedUp(),
                        times.overNative());
            }
            text.format(
                    "%-20s %12s %12s %12s %15.2f %16.2f%n",
                    "geometric mean", "", "", "", report.speedUp(measure), report.overNative(measure));
        }
        return text.toString();
    }
}
