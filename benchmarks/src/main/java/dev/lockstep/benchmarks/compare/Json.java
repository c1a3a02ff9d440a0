package dev.lockstep.benchmarks.compare;

import java.util.Locale;
import java.util.stream.Collectors;

/** A report as JSON: milliseconds, and the ratios of the table; the same text for the same report. */
public final class Json {
    private Json() {}

    static String of(Report report) {
        Settings settings = report.settings();
        String results = report.results().stream().map(Json::result).collect(Collectors.joining(",\n"));
        return String.format(
                Locale.ROOT,
                """
                {
                  "machine": %s,
                  "settings": {"repetitions": %d, "cold_s": %.1f, "warm_up_s": %.1f, "measured_s": %.1f},
                  "programs": [
                %s
                  ],
                  "geometric_means": {
                    "cold": {"qemu_over_lockstep": %.3f, "lockstep_over_native": %.3f},
                    "steady": {"qemu_over_lockstep": %.3f, "lockstep_over_native": %.3f}
                  }
                }
                """,
                string(report.machine()),
                settings.repetitions(),
                settings.cold(),
                settings.warmUp(),
                settings.measured(),
                results,
                report.speedUp(Measure.COLD),
                report.overNative(Measure.COLD),
                report.speedUp(Measure.STEADY),
                report.overNative(Measure.STEADY));
    }

    private static String result(Result result) {
        return String.format(
                Locale.ROOT,
                """
                    {
                      "name": %s,
                      "rounds": %d,
                      "cold": %s,
                      "steady": %s
                    }\
                """,
                string(result.program()),
                result.rounds(),
                times(result.cold()),
                times(result.steady()));
    }

    private static String times(Times times) {
        return String.format(
                Locale.ROOT,
                "{\"native_ms\": %.3f, \"qemu_ms\": %.3f, \"lockstep_ms\": %.3f, \"qemu_over_lockstep\": %.3f, "
                        + "\"lockstep_over_native\": %.3f}",
                times.nativeMillis(),
                times.qemuMillis(),
                times.lockstepMillis(),
                times.speedUp(),
                times.overNative());
    }

    /** A text in quotes. */
    public static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) ch));
                continue;
            }
            if (ch == '"' || ch == '\\') {
                quoted.append('\\');
            }
            quoted.append(ch);
        }
        return quoted.append('"').toString();
    }
}
