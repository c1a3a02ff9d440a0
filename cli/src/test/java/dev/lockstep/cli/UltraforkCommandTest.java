package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many processes at one moment, and what is told of them. */
final class UltraforkCommandTest {
    private static Outcome ultrafork(String... options) {
        String[] words = new String[options.length + 1];
        words[0] = "ultrafork";
        System.arraycopy(options, 0, words, 1, options.length);
        return Shell.here().lockstep(words);
    }

    @ParameterizedTest
    @CsvSource({"1, full", "2, full", "3, pix", "2, none"})
    void everyChildShouldLiveAtOneMomentAndBeRight(int harts, String hash) {
        Outcome outcome = ultrafork("--processes", "600", "--harts", "" + harts, "--hash", hash, "--json");

        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.out().contains("\"peakLive\":" + (600 + harts)), outcome.out());
        assertTrue(outcome.out().contains("\"hashesCompared\":" + (hash.equals("none") ? 0 : 600)), outcome.out());
        assertTrue(outcome.out().contains("\"hashesEqual\":true,\"codesRight\":true"), outcome.out());
    }

    @Test
    void textShouldTellTheSame() {
        Outcome outcome = ultrafork("--processes", "500", "--engine", "interpreter");

        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.out().contains("processes          500 on 1 hart, hash full\n"), outcome.out());
        assertTrue(outcome.out().contains("alive at one time  501, parents included\n"), outcome.out());
        assertTrue(outcome.out().contains("hashes             500 equal those of a child run alone"), outcome.out());
        assertTrue(outcome.out().contains("record, 7.0"), outcome.out());
    }

    @Test
    void tooLittleMemoryShouldBeToldAndNotBeAHang() {
        Outcome outcome = ultrafork("--processes", "2000", "--harts", "2", "--hash", "none", "--memory", "1M");

        assertEquals(1, outcome.status(), outcome.err());
        assertTrue(
                outcome.out().contains("codes              2 parents found a wrong one, or too few children"),
                outcome.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--harts 3 --processes 100",
                "--processes 0",
                "--processes 2147483647",
                "--hash some",
                "--pretouch"
            })
    void whatCannotBeShouldBeToldInALine(String options) {
        Outcome outcome = ultrafork(options.split(" "));

        assertEquals(2, outcome.status());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("wanted"), outcome.err());
    }
}
