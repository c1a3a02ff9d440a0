package dev.lockstep.benchmarks.fork;

import java.util.Formatter;
import java.util.Locale;

/** A report for standard output: a table of operations, one of live processes. */
final class ForkTable {
    private ForkTable() {}

    static String of(ForkReport report) {
        Formatter text = new Formatter(Locale.ROOT);
        if (!report.rates().isEmpty()) {
            operations(text, report);
        }
        if (!report.live().isEmpty()) {
            live(text, report);
        }
        return text.toString();
    }

    private static void operations(Formatter text, ForkReport report) {
        text.format("nanoseconds of an operation:%n%-18s", "");
        for (Platform platform : Platform.values()) {
            text.format(" %11s", platform.title());
        }
        text.format(" %13s %15s %13s %13s%n", "lockstep/s", "native/lockstep", "qemu/lockstep", "native/hashed");
        for (Rate rate : report.rates()) {
            text.format("%-18s", rate.operation().title());
            for (Platform platform : Platform.values()) {
                text.format(" %11.1f", rate.nanos(platform));
            }
            text.format(
                    " %13.0f %15.1f %13.1f %13.1f%n",
                    rate.perSecond(Platform.LOCKSTEP),
                    rate.speedUp(Platform.LOCKSTEP, Platform.NATIVE),
                    rate.speedUp(Platform.LOCKSTEP, Platform.QEMU),
                    rate.speedUp(Platform.HASHED, Platform.NATIVE));
        }
        text.format("%n");
    }

    private static void live(Formatter text, ForkReport report) {
        text.format(
                "processes alive at one moment:%n%-10s %10s %12s %12s %15s %15s%n",
                "", "processes", "ns a fork", "ns a life", "bytes a process", "by own account");
        for (LivePoint point : report.live()) {
            text.format(
                    "%-10s %10d %12.0f %12.0f %15.0f%s%n",
                    point.platform().title(),
                    point.processes(),
                    point.nanosPerFork(),
                    point.nanosPerLife(),
                    point.bytesPerProcess(),
                    point.bytesAccounted() > 0 ? String.format(Locale.ROOT, " %15.0f", point.bytesAccounted()) : "");
        }
    }
}
