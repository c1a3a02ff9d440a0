package dev.lockstep.translator;

import dev.lockstep.equivalence.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * All campaigns, batch after batch with the seeds S, S+1, and so on, as many at a time as there are processors: what
 * {@code scripts/fuzz isa} starts. Ends with the number of comparisons by name, and of differences.
 */
public final class IsaFuzz {
    /** Once there are so many differences, more would not help. */
    private static final int MOST_DIFFERENCES = 100;

    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final long SECONDS_A_MINUTE = 60;

    private final Findings findings = new Findings();
    private final long start = System.nanoTime();
    private final AtomicLong next;
    private final long end;
    private final long deadline;
    private final boolean terminal;

    private IsaFuzz(long seed, long batches, long minutes, boolean terminal) {
        next = new AtomicLong(seed);
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
        Optional<String> missing = QemuArm.missing();
        if (missing.isPresent()) {
            System.err.println("fuzz: " + missing.get());
            System.exit(2);
        }
        long seed = Long.parseLong(args[0]);
        IsaFuzz fuzz =
                new IsaFuzz(seed, Long.parseLong(args[1]), Long.parseLong(args[2]), Boolean.parseBoolean(args[3]));
        fuzz.run();
        System.exit(fuzz.report(seed));
    }

    private void run() throws InterruptedException, IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        Path directory = Files.createTempDirectory("isa");
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int k = 0; k < threads; k++) {
                Path own = Files.createDirectory(directory.resolve("worker" + k));
                ends.add(workers.submit(() -> {
                    batches(own);
                    return null;
                }));
            }
            for (Future<?> each : ends) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private void batches(Path directory) throws IOException, InterruptedException {
        InstructionCampaign instructions = new InstructionCampaign(directory, findings);
        SequenceCampaign sequences = new SequenceCampaign(directory, findings);
        AgreementCampaign agreement = new AgreementCampaign(findings);
        WildCampaign wild = new WildCampaign(findings);
        while (seconds() < deadline && findings.found() < MOST_DIFFERENCES) {
            long seed = next.getAndIncrement();
            if (seed >= end) {
                return;
            }
            instructions.batch(seed);
            sequences.batch(seed);
            for (Profile profile : Profile.values()) {
                agreement.whole(profile, seed);
                agreement.cuts(profile, seed);
            }
            wild.batch(seed);
            progress();
        }
    }

    private long seconds() {
        return (System.nanoTime() - start) / NANOS_A_SECOND;
    }

    private void progress() {
        if (terminal) {
            System.err.printf(
                    "\r\033[K%,d instructions in %d s, %d differences", findings.total(), seconds(), findings.found());
        }
    }

    /** Returns the exit status. */
    private int report(long seed) {
        if (terminal) {
            System.err.print("\r\033[K");
        }
        long seconds = Math.max(seconds(), 1);
        long last = Math.min(next.get(), end) - 1;
        findings.counts().forEach((name, count) -> System.out.printf("%,14d  %s%n", count, name));
        if (findings.found() > 0) {
            System.out.println(findings.differences());
        }
        System.out.printf(
                "== isa: %,d instructions compared, seeds %d to %d; %d seconds, %,d a second%n",
                findings.total(), seed, last, seconds, findings.total() / seconds);
        System.out.println(findings.found() + " differences");
        return findings.found() == 0 ? 0 : 1;
    }
}
