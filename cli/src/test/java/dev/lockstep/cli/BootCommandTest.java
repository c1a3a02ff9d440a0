package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels of kernel/guest print what their expected outputs say, and end as cases.txt says. */
final class BootCommandTest {
    private static final Path GUEST = Path.of("..", "kernel", "guest");

    static List<String> cases() throws IOException {
        try (Stream<String> lines = Files.lines(GUEST.resolve("expected").resolve("cases.txt"))) {
            return lines.filter(line -> !line.startsWith("#")).toList();
        }
    }

    private static Outcome boot(String... arguments) {
        return Shell.here()
                .lockstep(Stream.concat(Stream.of("boot"), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    private static String kernel(String name) {
        return GUEST.resolve("prebuilt").resolve(name + ".img").toString();
    }

    /** A line of the cases: name, end, image, options, and what follows a sign | is the command line. */
    @ParameterizedTest
    @MethodSource("cases")
    void shouldPrintWhatIsExpectedAndEndSo(String line) throws IOException {
        String[] halves = line.split(" +[|] +", 2);
        String[] words = halves[0].split(" +");
        List<String> arguments = new ArrayList<>(List.of(kernel(words[2])));
        arguments.addAll(Arrays.asList(words).subList(3, words.length));
        if (halves.length == 2) {
            arguments.addAll(List.of("--command-line", halves[1]));
        }

        Outcome outcome = boot(arguments.toArray(String[]::new));

        assertEquals(Files.readString(GUEST.resolve("expected").resolve(words[0] + ".txt")), outcome.out());
        assertEquals(words[1].equals("done") ? 0 : 1, outcome.status(), outcome.err());
        assertEquals(words[1].equals("wild"), outcome.err().contains("where there is no memory"), outcome.err());
    }

    @Test
    void shouldEndWhenTheTextIsSent() {
        Outcome outcome = boot("--until", "17 words arrive", kernel("rfe"));

        assertEquals(0, outcome.status());
        assertTrue(outcome.out().endsWith("17 words arrive"), outcome.out());
        assertTrue(outcome.err().contains("ended: sent \"17 words arrive\""), outcome.err());
    }

    @Test
    void shouldEndAtTheLimit() {
        assertEquals(1, boot("--max-steps", "1000", kernel("rfe")).status());
    }

    @Test
    void shouldWarnOfAnAccessToNowhere() {
        assertTrue(boot(kernel("nowhere")).err().contains("warning: load of 0x20f00000 at pc 0x"));
    }

    @Test
    void shouldWriteWhatTheUartsSendToAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("uart");

        assertEquals("", boot("--uart", file.toString(), kernel("rfe")).out());
        assertEquals(Files.readString(GUEST.resolve("expected").resolve("rfe.txt")), Files.readString(file));
    }

    @Test
    void shouldReportHowItEnded(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report");

        boot("--report", file.toString(), kernel("rfe"));

        String report = Files.readString(file);
        assertTrue(
                report.matches(
                        "\\{\"kernel\":\"[^\"]*rfe.img\",\"end\":\"board\",\"reason\":\"reboot\",\"panic\":false,"
                                + "\"status\":0,\"instructions\":[0-9]+}\n"),
                report);
    }

    @Test
    void shouldTraceExceptions() {
        String err = boot("--trace", "exceptions", kernel("garbage")).err();

        assertTrue(
                err.lines()
                        .anyMatch(
                                line -> line.matches(
                                        "lockstep: trace: after [0-9]+ instructions, cpsr 0x[0-9a-f]{8}: an undefined instruction at 0x[0-9a-f]{8}")),
                err);
    }

    @Test
    void shouldRefuseACommandLineThatIsTooLong() {
        Outcome outcome = boot("--command-line", "x".repeat(1024), kernel("rfe"));

        assertEquals(2, outcome.status());
        assertTrue(
                outcome.err().contains("found 1024 characters, wanted at most 1023 of a command line"), outcome.err());
    }

    @Test
    void shouldRefuseAKernelThatIsNotThere() {
        Outcome outcome = boot(kernel("no-such-kernel"));

        assertEquals(2, outcome.status());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }

    @Test
    void shouldRefuseAKernelThatDoesNotFit() {
        assertEquals(2, boot("--ram", "1", "--at", "0xffff0", kernel("rfe")).status());
    }
}
