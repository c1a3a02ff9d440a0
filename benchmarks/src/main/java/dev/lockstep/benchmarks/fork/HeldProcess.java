package dev.lockstep.benchmarks.fork;

import dev.lockstep.benchmarks.compare.WrongChecksumException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Watches fork-live from outside: it prints a line when it begins to fork, when it has forked all, when all have come, and
 * when all have ended; between the last two it waits for us to look at the machine's memory.
 */
final class HeldProcess {
    /** No process takes as long that is not stuck. */
    private static final long STUCK_SECONDS = 300;

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final double BYTES_PER_KILOBYTE = 1024;

    private HeldProcess() {}

    /**
     * Runs it until it ends.
     *
     * @param platform where it runs
     * @param processes how many are to live
     * @param command that starts it
     * @throws WrongChecksumException when not all lived, or one ended with another code than its own
     */
    static LivePoint measure(Platform platform, int processes, List<String> command)
            throws IOException, InterruptedException, WrongChecksumException {
        double before = availableBytes(Files.readString(MEMORY));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<Void> watch = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(STUCK_SECONDS, TimeUnit.SECONDS));
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
            final long begun = expect(output, processes, "to fork");
            final long forked = expect(output, processes, "forked");
            final long alive = expect(output, processes, "alive");
            double bytes = before - availableBytes(Files.readString(MEMORY));
            long released = System.nanoTime();
            process.getOutputStream().close();
            long ended = expect(output, processes, "ended, 0 wrong codes");
            int exit = process.waitFor();
            if (exit != 0) {
                throw new WrongChecksumException(command.get(0) + ": ended with " + exit + ", wanted 0");
            }
            double life = alive - begun + (ended - released);
            return new LivePoint(
                    platform, processes, (double) (forked - begun) / processes, life / processes, bytes / processes, 0);
        } finally {
            process.destroyForcibly();
            watch.cancel(true);
        }
    }

    /** When a line has arrived. */
    private static long expect(BufferedReader output, int processes, String text)
            throws IOException, WrongChecksumException {
        String line = output.readLine();
        long now = System.nanoTime();
        String wanted = "fork-live: " + processes + " " + text;
        if (line == null || !line.startsWith(wanted)) {
            throw new WrongChecksumException(
                    "found " + (line == null ? "no more" : line) + ", wanted " + wanted + ", from fork-live");
        }
        return now;
    }

    /**
     * What could still be used without swapping.
     *
     * @param text of /proc/meminfo
     */
    static double availableBytes(String text) throws IOException {
        return text.lines()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * BYTES_PER_KILOBYTE)
                .findFirst()
                .orElseThrow(() -> new IOException(MEMORY + ": found no MemAvailable, wanted one"));
    }
}
