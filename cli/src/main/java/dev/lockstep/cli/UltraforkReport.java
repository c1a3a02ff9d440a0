package dev.lockstep.cli;

import dev.lockstep.cli.LivePhases.Mark;
import dev.lockstep.kernel.api.KernelStatistics;
import dev.lockstep.kernel.api.MemoryUse;
import java.util.Locale;

/**
 * What {@code lockstep ultrafork} has found.
 *
 * @param processes children that were wanted
 * @param harts that ran them
 * @param hash the profile's name
 * @param phases when what was reached
 * @param peakRss the most that the whole JVM took until the end, in bytes
 * @param total what the kernel did
 * @param aloneSeconds how long the children took that were alone; 0 when nothing is hashed
 * @param compared children whose hashes were compared with those of one that is alone
 * @param differing those of them that had others
 * @param killed processes, for want of memory as a rule
 * @param failed parents that found a wrong code, or could not fork
 */
record UltraforkReport(
        int processes,
        int harts,
        String hash,
        LivePhases phases,
        long peakRss,
        KernelStatistics total,
        double aloneSeconds,
        int compared,
        int differing,
        int killed,
        int failed) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Whether all is as it must be. */
    boolean right() {
        return failed == 0 && differing == 0 && phases.moment().living() >= processes;
    }

    private MemoryUse memory() {
        return phases.moment().statistics().memory();
    }

    private double seconds(Mark from, Mark to) {
        return Math.max(0, phases.at(to) - phases.at(from)) / NANOS_PER_SECOND;
    }

    private double rate(Mark from, Mark to) {
        double seconds = seconds(from, to);
        return seconds == 0 ? 0 : processes / seconds;
    }

    private double perProcess(long bytes) {
        return (double) bytes / Math.max(1, phases.moment().living());
    }

    String toText() {
        return line("processes", processes + " on " + harts + (harts == 1 ? " hart" : " harts") + ", hash " + hash)
                + line("alive at one time", phases.moment().living() + ", parents included")
                + line(
                        "bytes a process",
                        decimal(
                                        "%.0f of the whole JVM (RSS), ",
                                        perProcess(phases.moment().rss()))
                                + decimal("%.0f by our own account:", perProcess(memory().bytes())))
                + line(
                        "",
                        decimal("%.0f record, ", perProcess(memory().recordBytes()))
                                + decimal("%.2f page tables, ", perProcess(memory().pageTables()))
                                + decimal("%.2f granules", perProcess(memory().granules())))
                + line("peak RSS", decimal("%.2f GB", peakRss / 1e9))
                + phase("fork", "forks", Mark.BEGUN, Mark.FORKED)
                + phase("first turn", "switches", Mark.FORKED, Mark.ALIVE)
                + phase("resume and end", "exits", Mark.HELD, Mark.ENDED)
                + line("instructions", Long.toString(total.instructions()))
                + line("codes", failed == 0 ? "all right" : failed + " parents found a wrong one, or too few children")
                + (killed == 0 ? "" : line("killed", killed + " processes"))
                + line("hashes", hashes());
    }

    private String hashes() {
        if (compared == 0) {
            return "none were made";
        }
        return differing == 0
                ? compared + " equal those of a child run alone" + decimal(" (which took %.2f s)", aloneSeconds)
                : differing + " of " + compared + " differ from those of a child run alone";
    }

    private String phase(String name, String what, Mark from, Mark to) {
        return line(name, decimal("%.3f s", seconds(from, to)) + decimal(", %,.0f ", rate(from, to)) + what + "/s");
    }

    private static String line(String name, String value) {
        return "%-18s %s\n".formatted(name, value);
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String number(double value) {
        return decimal("%.6f", value);
    }

    /** A JSON object on one line, with its end. */
    String toJson() {
        return new JsonObject()
                        .with("processes", processes)
                        .with("harts", harts)
                        .with("hash", hash)
                        .with("peakLive", phases.moment().living())
                        .with("rssBytes", phases.moment().rss())
                        .with("peakRssBytes", peakRss)
                        .withNumber("bytesPerProcess", number(perProcess(memory().bytes())))
                        .withNumber(
                                "rssPerProcess",
                                number(perProcess(phases.moment().rss())))
                        .with(
                                "account",
                                new JsonObject()
                                        .with("bytes", memory().bytes())
                                        .with("recordBytes", memory().recordBytes())
                                        .with("pageTables", memory().pageTables())
                                        .with("granules", memory().granules()))
                        .with(
                                "seconds",
                                new JsonObject()
                                        .withNumber("alone", number(aloneSeconds))
                                        .withNumber("fork", number(seconds(Mark.BEGUN, Mark.FORKED)))
                                        .withNumber("first", number(seconds(Mark.FORKED, Mark.ALIVE)))
                                        .withNumber("resume", number(seconds(Mark.HELD, Mark.ENDED))))
                        .withNumber("forksPerSecond", number(rate(Mark.BEGUN, Mark.FORKED)))
                        .withNumber("switchesPerSecond", number(rate(Mark.FORKED, Mark.ALIVE)))
                        .withNumber("exitsPerSecond", number(rate(Mark.HELD, Mark.ENDED)))
                        .with("instructions", total.instructions())
                        .with("hashesCompared", compared)
                        .with("hashesDiffering", differing)
                        .with("hashesEqual", differing == 0)
                        .with("codesRight", failed == 0)
                        .with("killed", killed)
                + "\n";
    }
}
