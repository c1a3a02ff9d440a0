package dev.lockstep.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program that prints {@code round K CHECKSUM} after each round, and stamps its lines. It stamps as soon as a read
 * gives the line's end: what the program writes at once it must not keep back.
 */
public final class TimedProcess {
    /** No process takes as long that is not stuck. */
    private static final long STUCK_SECONDS = 300;

    /** Rounds that are waited for after the warm-up, even if they take longer than was to be measured. */
    private static final int FEWEST_ROUNDS = 3;

    private static final File NOTHING = new File("/dev/null");

    private final List<String> command;
    private final List<Long> stamps = new ArrayList<>();
    private final Set<String> checksums = new LinkedHashSet<>();
    private final StringBuilder line = new StringBuilder();
    private int roundsMeasured;

    private TimedProcess(List<String> command) {
        this.command = command;
    }

    /** Runs a process until it ends. */
    public static TimedRun toItsEnd(List<String> command) throws IOException, InterruptedException {
        return new TimedProcess(command).run(Long.MAX_VALUE, 0);
    }

    /**
     * Runs a process that would go on longer, and kills it.
     *
     * @param warmUp nanoseconds during which rounds do not count
     * @param measured nanoseconds after that, when it is killed, if some rounds have passed
     */
    public static TimedRun killedAfter(long warmUp, long measured, List<String> command)
            throws IOException, InterruptedException {
        return new TimedProcess(command).run(warmUp, measured);
    }

    private TimedRun run(long warmUp, long measured) throws IOException, InterruptedException {
        byte[] buffer = new byte[1 << 12];
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<Void> watch = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(STUCK_SECONDS, TimeUnit.SECONDS));
        try (InputStream output = process.getInputStream()) {
            for (int count; (count = output.read(buffer)) >= 0; ) {
                long now = System.nanoTime() - start;
                take(buffer, count, now, warmUp);
                if (roundsMeasured >= FEWEST_ROUNDS && now - warmUp >= measured) {
                    process.destroyForcibly();
                    break;
                }
            }
            int exit = process.waitFor();
            return new TimedRun(System.nanoTime() - start, stamps, List.copyOf(checksums), exit);
        } finally {
            process.destroyForcibly();
            watch.cancel(true);
        }
    }

    private void take(byte[] buffer, int count, long now, long warmUp) {
        for (int i = 0; i < count; i++) {
            char ch = (char) buffer[i];
            if (ch != '\n') {
                line.append(ch);
                continue;
            }
            roundsMeasured += !stamps.isEmpty() && stamps.get(stamps.size() - 1) >= warmUp ? 1 : 0;
            stamps.add(now);
            checksums.add(line.substring(line.lastIndexOf(" ") + 1));
            line.setLength(0);
        }
    }
}
