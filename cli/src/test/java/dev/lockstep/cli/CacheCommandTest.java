package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that keep their translated code, and the command that shows it. */
final class CacheCommandTest {
    private static final String[] SIEVE = {"run", "--stats", "--json", "sieve", "--", "1000"};

    @TempDir
    private Path directory;

    private Outcome lockstep(String... arguments) {
        return Shell.here().withCache(directory).lockstep(arguments);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("code"))) {
            return files.toList();
        }
    }

    private static long number(Outcome outcome, String name) {
        String[] parts = outcome.err().split("\"" + name + "\":", 2);
        return Long.parseLong(parts[1].split("[,}]", 2)[0]);
    }

    @Test
    void secondRunShouldBeginWithTheCodeOfTheFirst() {
        Outcome first = lockstep(SIEVE);
        Outcome second = lockstep(SIEVE);

        assertEquals(0, number(first, "regionsLoaded"));
        assertTrue(number(first, "regions") > 0, first.err());
        assertTrue(number(second, "regionsLoaded") > 0, second.err());
        assertEquals(0, number(second, "regions"));
        assertEquals(first.out(), second.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"self-modify", "code-copies", "fork-tree", "exec", "sort", "thumb/sort"})
    void reportsShouldBeTheSameWithStoredCode(String program) {
        String[] words = {"run", "--threshold", "5", "--report", "-", program};
        Outcome without = Shell.here().lockstep(words);

        assertEquals(without, lockstep(words));
        assertEquals(without, lockstep(words));
        assertEquals(without, lockstep(words));
    }

    @Test
    void damagedFilesShouldBeMadeAnew() throws IOException {
        Outcome first = lockstep(SIEVE);
        byte[] bytes = Files.readAllBytes(files().getFirst());
        bytes[bytes.length - 1]++;
        Files.write(files().getFirst(), bytes);
        Outcome second = lockstep(SIEVE);
        Outcome third = lockstep(SIEVE);

        assertEquals(0, number(second, "regionsLoaded"));
        assertEquals(first.out(), second.out());
        assertTrue(number(third, "regionsLoaded") > 0, third.err());
    }

    @Test
    void runsAtTheSameTimeShouldShareAFolder() {
        List<CompletableFuture<Outcome>> runs = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> lockstep("run", "sieve", "--", "1000")))
                .limit(6)
                .toList();

        Outcome wanted = Shell.here().lockstep("run", "sieve", "--", "1000");
        for (CompletableFuture<Outcome> run : runs) {
            assertEquals(wanted, run.join());
        }
        assertTrue(number(lockstep(SIEVE), "regionsLoaded") > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-cache", "--threshold=0", "--engine=interpreter"})
    void runsWithoutTheCacheShouldLeaveNothing(String option) {
        Outcome outcome = lockstep("run", option, "sieve", "--", "1000");

        assertEquals(0, outcome.status());
        assertFalse(Files.exists(directory.resolve("code")));
    }

    @Test
    void folderThatCannotBeMadeShouldNotMatter() throws IOException {
        Files.writeString(directory.resolve("code"), "a file");

        assertEquals(Shell.here().lockstep("run", "sieve"), lockstep("run", "sieve"));
        assertEquals("a file", Files.readString(directory.resolve("code")));
    }

    @Test
    void commandShouldTellWhatThereIsAndRemoveIt() throws IOException {
        lockstep(SIEVE);
        long bytes = Files.size(files().getFirst());

        String folder = "folder  " + directory.resolve("code") + "\n";
        assertEquals(new Outcome(0, folder + "files   1\nbytes   " + bytes + "\n", ""), lockstep("cache"));
        assertEquals(new Outcome(0, folder + "files   0\nbytes   0\n", ""), lockstep("cache", "--clear"));
        assertEquals(List.of(), files());
    }

    @Test
    void commandShouldSayThatNothingIsKept() {
        assertEquals(
                new Outcome(0, "folder  none\nfiles   0\nbytes   0\n", ""),
                Shell.here().lockstep("cache"));
    }
}
