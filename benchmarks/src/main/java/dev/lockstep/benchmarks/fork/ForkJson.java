package dev.lockstep.benchmarks.fork;

import dev.lockstep.benchmarks.compare.Json;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as JSON: nanoseconds, bytes, and the ratios of the table; the same text for the same report. */
final class ForkJson {
    private ForkJson() {}

    static String of(ForkReport report) {
        ForkSettings settings = report.settings();
        return String.format(
                Locale.ROOT,
                """
                {
                  "machine": %s,
                  "settings": {"repetitions": %d, "warm_up_s": %.1f, "measured_s": %.1f},
                  "operations": [
                %s
                  ],
                  "live": [
                %s
                  ]
                }
                """,
                Json.string(report.machine()),
                settings.repetitions(),
                settings.warmUp(),
                settings.measured(),
                report.rates().stream().map(ForkJson::rate).collect(Collectors.joining(",\n")),
                report.live().stream().map(ForkJson::point).collect(Collectors.joining(",\n")));
    }

    private static String rate(Rate rate) {
        String nanos = Stream.of(Platform.values())
                .map(platform -> String.format(Locale.ROOT, "\"%s_ns\": %.1f", platform.key(), rate.nanos(platform)))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "    {\"name\": %s, %s, \"native_over_lockstep\": %.2f, \"qemu_over_lockstep\": %.2f, "
                        + "\"native_over_lockstep_hashed\": %.2f}",
                Json.string(rate.operation().title()),
                nanos,
                rate.speedUp(Platform.LOCKSTEP, Platform.NATIVE),
                rate.speedUp(Platform.LOCKSTEP, Platform.QEMU),
                rate.speedUp(Platform.HASHED, Platform.NATIVE));
    }

    private static String point(LivePoint point) {
        return String.format(
                Locale.ROOT,
                "    {\"platform\": \"%s\", \"processes\": %d, \"ns_per_fork\": %.1f, \"ns_per_life\": %.1f, "
                        + "\"bytes_per_process\": %.0f%s}",
                point.platform().key(),
                point.processes(),
                point.nanosPerFork(),
                point.nanosPerLife(),
                point.bytesPerProcess(),
                point.bytesAccounted() > 0
                        ? String.format(Locale.ROOT, ", \"bytes_accounted\": %.0f", point.bytesAccounted())
                        : "");
    }
}
