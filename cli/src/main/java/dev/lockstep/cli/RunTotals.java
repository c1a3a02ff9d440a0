package dev.lockstep.cli;

import dev.lockstep.engine.EngineStatistics;
import dev.lockstep.kernel.api.KernelStatistics;
import java.util.Locale;

/**
 * What {@code --stats} shows.
 *
 * @param kernel what the kernel counted
 * @param engine what the engine counted
 * @param loaded regions of earlier runs that were entered
 * @param nanos host time of the run, from the first instruction to the end of the last process, in nanoseconds
 */
record RunTotals(KernelStatistics kernel, EngineStatistics engine, long loaded, long nanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    private double seconds() {
        return nanos / NANOS_PER_SECOND;
    }

    private double translationSeconds() {
        return engine.translationNanos() / NANOS_PER_SECOND;
    }

    /** Millions of instructions a second; 0 for a run too short to be measured. */
    private double mips() {
        return nanos == 0 ? 0 : kernel.instructions() * 1e3 / nanos;
    }

    /** Of all instructions, how many ran as translated code, from 0 to 1. */
    private double translatedShare() {
        return share(engine.translated());
    }

    private double share(long instructions) {
        long all = engine.interpreted() + engine.translated();
        return all == 0 ? 0 : (double) instructions / all;
    }

    private String interpreted() {
        return decimal("%.2f %% of them, ", 100 * share(engine.interpreted()))
                + decimal("%.2f %% because it was not translated yet", 100 * share(engine.cold()));
    }

    /** One total a line. */
    String toText() {
        return line("instructions", Long.toString(kernel.instructions()))
                + line("seconds", decimal("%.3f", seconds()))
                + line("MIPS", decimal("%.1f", mips()))
                + line("processes", kernel.ended() + ", at most " + kernel.mostLiving() + " at one time")
                + line("forks", Long.toString(kernel.forks()))
                + line("execs", Long.toString(kernel.execs()))
                + line("switches", Long.toString(kernel.switches()))
                + line("migrations", kernel.migrations() + ", to another hart")
                + line("translated", decimal("%.2f %% of the instructions", 100 * translatedShare()))
                + line("interpreted", interpreted())
                + line("regions", engine.regions() + decimal(", made in %.3f s", translationSeconds()))
                + line("regions loaded", loaded + ", made by earlier runs")
                + line("regions dropped", Long.toString(engine.invalidated()))
                + line("promotions", engine.promotions() + ", to flat memory");
    }

    private static String line(String name, String value) {
        return "%-16s %s\n".formatted(name, value);
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** A JSON object on one line, with its end. */
    String toJson() {
        return new JsonObject()
                        .with("instructions", kernel.instructions())
                        .withNumber("seconds", decimal("%.6f", seconds()))
                        .withNumber("mips", decimal("%.6f", mips()))
                        .with("processes", kernel.ended())
                        .with("mostLiving", kernel.mostLiving())
                        .with("forks", kernel.forks())
                        .with("execs", kernel.execs())
                        .with("switches", kernel.switches())
                        .with("migrations", kernel.migrations())
                        .withNumber("translatedShare", decimal("%.6f", translatedShare()))
                        .withNumber("coldShare", decimal("%.6f", share(engine.cold())))
                        .with("regions", engine.regions())
                        .withNumber("translationSeconds", decimal("%.6f", translationSeconds()))
                        .with("regionsLoaded", loaded)
                        .with("regionsDropped", engine.invalidated())
                        .with("promotions", engine.promotions())
                + "\n";
    }
}
