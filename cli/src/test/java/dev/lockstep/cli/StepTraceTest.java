package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line a step: the same of every engine, and of those steps that are wanted. */
final class StepTraceTest {
    @TempDir
    private Path directory;

    private List<String> steps(String options) throws IOException {
        Path file = directory.resolve("steps.txt");
        Outcome outcome = Shell.here().lockstep(("run --trace-text " + file + " " + options).split(" "));
        assertTrue(outcome.status() == 0 || outcome.status() > 128, outcome.err());
        return Files.readAllLines(file);
    }

    private static String number(String line) {
        Matcher number = Pattern.compile("[0-9.]+ +([0-9]+) .*").matcher(line);
        assertTrue(number.matches(), line);
        return number.group(1);
    }

    private static Outcome toOutput(String... options) {
        String[] words = new String[options.length + 1];
        words[0] = "run";
        System.arraycopy(options, 0, words, 1, options.length);
        return Shell.here().lockstep(words);
    }

    @Test
    void shouldShowInstructionsAndWhatTheyChange() throws IOException {
        List<String> lines = steps("--engine interpreter hello");

        assertEquals(31, lines.size());
        assertEquals(
                "1              1  00010000 _start                    ldr r0, [sp]                    r0=00000001",
                lines.get(0));
        assertTrue(
                lines.get(3).endsWith("bl 0x10014                      lr=00010010 pc=00010014 <main>"), lines.get(3));
        assertTrue(
                lines.get(5)
                        .endsWith(
                                "push {r4, lr}                   sp=bfffffd8 [bfffffd8]=00000000 [bfffffdc]=00010010"),
                lines.get(5));
    }

    @Test
    void shouldNameTheFlagsThatChange() throws IOException {
        List<String> lines = steps("--trace-filter opcode=CMP --engine interpreter fork-wait");

        assertTrue(lines.stream().anyMatch(line -> line.matches(".* cmp .*[NZCV]=[01].*")), lines::toString);
        assertTrue(lines.stream().noneMatch(line -> line.contains("r0=")), lines::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fork-wait",
                "thumb/sort -- 12",
                "vfp/nbody -- 3",
                "exec",
                "--hash pix --abi auto fork-wait",
                "--quantum 50 fork-tree",
                "wild-store",
                "self-modify"
            })
    void shouldBeTheSameTextOfTranslatedCode(String program) throws IOException {
        List<String> interpreted = steps("--engine interpreter " + program);
        List<String> translated = steps("--engine translated --threshold 1 --no-cache " + program);

        assertTrue(interpreted.size() > 10, interpreted::toString);
        assertEquals(interpreted, translated);
    }

    @Test
    void shouldHaveALineForEveryStepOfTheReport() throws IOException {
        Path file = directory.resolve("steps.txt");
        Outcome outcome = toOutput(
                "--trace-text", file.toString(), "--report", "-", "--quantum", "9", "--threshold", "3", "fork-tree");
        List<String> lines = Files.readAllLines(file);

        Matcher report =
                Pattern.compile("\"pid\":\"([0-9.]+)\".*\"steps\":([0-9]+)").matcher(outcome.out());
        int processes = 0;
        while (report.find()) {
            String own = report.group(1) + " ";
            String last = lines.stream().filter(line -> line.startsWith(own)).reduce("", (a, b) -> b);
            assertEquals(report.group(2), number(last));
            processes++;
        }
        assertEquals(31, processes);
    }

    @ParameterizedTest
    @CsvSource({
        "process=1.2, '1\\.2(\\.[0-9.]+)? .*'",
        "function=main, '.* main(\\+0x[0-9a-f]+)? .*'",
        "pc=0x10014-0x10020, '.* 000100(14|18|1c|20) .*'",
        "step=10-12, '[0-9.]+ +1[012] .*'",
        "opcode=CMP+SVC, '.* (cmp|svc)[a-z]{0,2} .*'",
        "calls, '.* blx? .*'",
        "stores, '.*\\[[0-9a-f]{8}\\]=.*'",
        "branches, '.* pc=[0-9a-f]{8}.*'",
        "syscalls, '.* svc .*'"
    })
    void shouldWriteNoOtherStepsThanAFilterSays(String filter, String expected) throws IOException {
        List<String> all = steps("--engine interpreter fork-tree");
        List<String> some = steps("--engine interpreter --trace-filter " + filter + " fork-tree");

        assertTrue(!some.isEmpty() && some.size() < all.size(), () -> some.size() + " of " + all.size());
        assertEquals(all.stream().filter(line -> line.matches(expected)).toList(), some);
    }

    @Test
    void shouldJoinTermsAndFilters() throws IOException {
        List<String> both = steps("--trace-filter function=main,stores --trace-filter step=1 hello");

        assertEquals(List.of("1", "6"), both.stream().map(StepTraceTest::number).toList());
    }

    @Test
    void shouldShowTheInstructionThatFaults() throws IOException {
        List<String> lines = steps("wild-store");

        String last = lines.get(lines.size() - 1);
        assertTrue(last.endsWith("str r4, [r3, #-4095] fault write dead0000"), last);
        assertTrue(last.startsWith("1              -  0001002c main+0x18"), last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"foo", "pc=9-3", "pc=xyz", "process=0", "opcode=MOVE", "step=-5", "color=red", "stores,", "pc="})
    void shouldSayInALineWhatAFilterMayBe(String filter) {
        Outcome outcome = toOutput("--trace-text", "-", "--trace-filter", filter, "hello");

        assertEquals(2, outcome.status());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("found '") && outcome.err().contains("wanted"), outcome.err());
    }

    @Test
    void shouldWantATextForAFilter() {
        Outcome outcome = toOutput("--trace-filter", "calls", "hello");

        assertEquals(2, outcome.status());
        assertTrue(outcome.err().contains("wanted it with --trace-text"), outcome.err());
    }

    @Test
    void shouldWriteToStandardOutput() {
        Outcome outcome = toOutput("--trace-text", "-", "--trace-filter", "step=1", "hello");

        assertEquals(0, outcome.status());
        assertTrue(outcome.out().startsWith("hello\n1              1  00010000 _start "), outcome.out());
    }

    @Test
    void shouldRefuseBothTracesInOneFile(@TempDir Path folder) throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("."));
        Shell.Outcome outcome =
                Shell.in(folder).lockstep("run", "--trace", "a.json", "--trace-text", "link/a.json", "hello");
        assertEquals("lockstep: --trace-text: found the file of --trace, wanted another\n", outcome.err());
        assertEquals(2, outcome.status());
    }
}
