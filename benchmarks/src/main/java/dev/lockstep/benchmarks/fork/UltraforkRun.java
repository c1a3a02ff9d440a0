package dev.lockstep.benchmarks.fork;

import dev.lockstep.benchmarks.compare.CompareException;
import dev.lockstep.benchmarks.compare.WrongChecksumException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs {@code lockstep ultrafork --json}. Here is all that is known of the object that it prints: a key counts wherever it
 * stands, at its first place, and whatever else is there does not.
 */
final class UltraforkRun {
    /** What the launcher is told to do. */
    static final String COMMAND = "ultrafork";

    /** How many were alive at one moment. */
    private static final String PEAK = "peakLive";

    /** Seconds of each phase. */
    private static final String SECONDS = "seconds";

    /** The phase from the first fork to the last one. */
    private static final String FORK = "fork";

    /** The phases of a process's life, as far as they are told apart. */
    private static final List<String> PHASES = List.of(FORK, "first", "resume", "exit", "wait", "reap");

    /** Bytes that the kernel holds for each process, by its own account. */
    private static final String ACCOUNTED = "bytesPerProcess";

    /** The most memory that the whole JVM has had. */
    private static final String RESIDENT = "rssBytes";

    /** Whether every child's hash is the one of a child that ran alone. */
    private static final String HASHES = "hashesEqual";

    private static final File NOTHING = new File("/dev/null");
    private static final double NANOS_PER_SECOND = 1e9;

    private UltraforkRun() {}

    /**
     * Runs it until it ends.
     *
     * @throws CompareException when it does not say what is wanted
     * @throws WrongChecksumException when it says that something was wrong
     */
    static LivePoint measure(int processes, List<String> command)
            throws IOException, InterruptedException, CompareException, WrongChecksumException {
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new WrongChecksumException(String.join(" ", command) + ": ended with " + exit + ", wanted 0");
            }
            return point(processes, text);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the object says. */
    static LivePoint point(int processes, String text) throws CompareException, WrongChecksumException {
        if (number(text, PEAK) < processes) {
            throw new WrongChecksumException("ultrafork: found " + PEAK + " below " + processes);
        }
        if (Pattern.compile('"' + HASHES + "\"\\s*:\\s*false").matcher(text).find()) {
            throw new WrongChecksumException("ultrafork: found " + HASHES + " false, wanted true");
        }
        String seconds = find(text, '"' + SECONDS + "\"\\s*:\\s*(\\{[^{}]*\\})").orElseThrow(() -> missing(SECONDS));
        double all = 0;
        for (String phase : PHASES) {
            all += find(seconds, numberPattern(phase)).map(Double::parseDouble).orElse(0.0);
        }
        return new LivePoint(
                Platform.LOCKSTEP,
                processes,
                number(seconds, FORK) * NANOS_PER_SECOND / processes,
                all * NANOS_PER_SECOND / processes,
                number(text, RESIDENT) / processes,
                number(text, ACCOUNTED));
    }

    private static double number(String text, String key) throws CompareException {
        return Double.parseDouble(find(text, numberPattern(key)).orElseThrow(() -> missing(key)));
    }

    private static String numberPattern(String key) {
        return '"' + key + "\"\\s*:\\s*([-+.0-9eE]+)";
    }

    private static Optional<String> find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static CompareException missing(String key) {
        return new CompareException("ultrafork --json: found no " + key + ", wanted one");
    }
}
