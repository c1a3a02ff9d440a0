package dev.lockstep.machine.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Both campaigns, batch after batch with the seeds S, S+1, and so on: what {@code scripts/fuzz machine} starts. Ends with the
 * number of comparisons by name, and of differences.
 */
public final class MachineFuzz {
    /** Once there are so many differences, more would not help. */
    private static final int MOST_DIFFERENCES = 100;

    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final long SECONDS_A_MINUTE = 60;

    private final Findings findings = new Findings();
    private final long start = System.nanoTime();
    private final long first;
    private final long end;
    private final long deadline;
    private final boolean terminal;
    private long next;

    private MachineFuzz(long seed, long batches, long minutes, boolean terminal) {
        first = seed;
        next = seed;
        end = seed + batches;
        deadline = minutes * SECONDS_A_MINUTE;
        this.terminal = terminal;
    }

    /**
     * Runs until the time is over or all batches are done; exits with status 0 if there were no differences, 1 if there
     * were, 2 if a tool is missing.
     *
     * @param args first seed, most batches, most minutes, and whether somebody watches (true or false)
     */
    public static void main(String[] args) throws InterruptedException, IOException {
        Optional<String> missing = QemuSystem.missing();
        if (missing.isPresent()) {
            System.err.println("fuzz: " + missing.get());
            System.exit(2);
        }
        MachineFuzz fuzz = new MachineFuzz(
                Long.parseLong(args[0]),
                Long.parseLong(args[1]),
                Long.parseLong(args[2]),
                Boolean.parseBoolean(args[3]));
        Path directory = Files.createTempDirectory("machine");
        try {
            fuzz.run(directory);
        } finally {
            delete(directory);
        }
        System.exit(fuzz.report());
    }

    private void run(Path directory) throws InterruptedException, IOException {
        PrivilegedCampaign privileged = new PrivilegedCampaign(directory, findings);
        TranslationCampaign translation = new TranslationCampaign(directory, findings);
        while (next < end && seconds() < deadline && findings.found() < MOST_DIFFERENCES) {
            privileged.batch(next);
            translation.batch(next);
            next++;
            if (terminal) {
                System.err.printf(
                        "\r\033[K%,d cases in %d s, %d differences", findings.total(), seconds(), findings.found());
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    private long seconds() {
        return (System.nanoTime() - start) / NANOS_A_SECOND;
    }

    /** Returns the exit status. */
    private int report() {
        if (terminal) {
            System.err.print("\r\033[K");
        }
        long seconds = Math.max(seconds(), 1);
        findings.counts().forEach((name, count) -> System.out.printf("%,14d  %s%n", count, name));
        if (findings.found() > 0) {
            System.out.println(findings.differences());
        }
        System.out.printf(
                "== machine: %,d cases compared, seeds %d to %d; %d seconds, %,d a second%n",
                findings.total(), first, next - 1, seconds, findings.total() / seconds);
        System.out.println(findings.found() + " differences");
        return findings.found() == 0 ? 0 : 1;
    }
}
