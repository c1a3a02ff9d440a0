package dev.lockstep.benchmarks.compare;

import java.util.Locale;

/** A report for standard output: a table for each measure, with the geometric means below. */
final class TextTable {
    private static final String HEAD = "%-20s %12s %12s %12s %15s %16s%n";
    private static final String ROW = "%-20s %12.2f %12.2f %12.2f %15.2f %16.2f%n";
    private static final String MEANS = "%-20s %12s %12s %12s %15.2f %16.2f%n";

    private TextTable() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder();
        for (Measure measure : Measure.values()) {
            text.append(measure == Measure.COLD ? "" : String.format("%n"));
            append(text, measure.title() + ":%n");
            append(text, HEAD, "program", "native ms", "qemu ms", "lockstep ms", "qemu/lockstep", "lockstep/native");
            for (Result result : report.results()) {
                Times times = measure.of(result);
                append(
                        text,
                        ROW,
                        result.program(),
                        times.nativeMillis(),
                        times.qemuMillis(),
                        times.lockstepMillis(),
                        times.speedUp(),
                        times.overNative());
            }
            append(text, MEANS, "geometric mean", "", "", "", report.speedUp(measure), report.overNative(measure));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
