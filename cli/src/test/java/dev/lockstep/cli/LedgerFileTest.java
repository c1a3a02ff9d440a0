package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.Explainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The ledger of a check on disk: what becomes of it, and what is told when it cannot be written. */
class LedgerFileTest {
    private static final String SMALL = "engine=interpreter";
    private static final String OTHER = "zzz\t0x00000033\tlockstep\tfull\t1\t31\t0x00000011\t0x00000022\t0";

    @TempDir
    private Path directory;

    private final AtomicInteger runs = new AtomicInteger();

    /** Something that happens on disk. */
    @FunctionalInterface
    private interface Event {
        void happens() throws IOException;
    }

    /** A check of hello in the middle of which something happens; both of its outputs. */
    private Shell.Outcome checkWhile(Event event, String... words) {
        EngineMaker maker = (spec, profile, store) -> {
            if (runs.getAndIncrement() == 0) {
                try {
                    event.happens();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return EngineMaker.standard().make(spec, profile, store);
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Host host = Shell.in(directory).host(out, err);
        CheckCommand command = new CheckCommand(host, maker, Explainer.differences());
        int status = new CommandLine(command, new CommandLine.IFactory() {
                    @Override
                    public <T> T create(Class<T> type) throws Exception {
                        return type == ProgramNames.class
                                ? type.cast(new ProgramNames(host))
                                : CommandLine.defaultFactory().create(type);
                    }
                })
                .setExecutionExceptionHandler((error, line, parsed) -> Failure.tell(host, error))
                .execute(words);
        return new Shell.Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Shell.Outcome check(String ledger) {
        return checkWhile(() -> {}, "--matrix", SMALL, "--ledger", ledger, "--update", "hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none/ledger.txt | DIR/none/ledger.txt: the ledger cannot be written (no such directory)",
                "/proc/ledger.txt | /proc/ledger.txt: the ledger cannot be written (no such directory)",
                "file/ledger.txt | DIR/file/ledger.txt: the ledger cannot be written (Not a directory)",
                "folder | DIR/folder: found a directory, wanted a ledger",
                "/dev/null | /dev/null: found a pipe or a device, wanted a file for the ledger",
                "binary | DIR/binary: found bytes that are not UTF-8, wanted a ledger",
            })
    void shouldBeFoundUnwritableBeforeAnyRun(String ledger, String message) throws IOException {
        Files.writeString(directory.resolve("file"), "");
        Files.createDirectory(directory.resolve("folder"));
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff});
        Shell.Outcome outcome = check(ledger);

        assertEquals(
                new Shell.Outcome(2, "", "lockstep: " + message.replace("DIR", directory.toString()) + "\n"), outcome);
        assertEquals(0, runs.get());
    }

    @Test
    void anEmptyNameShouldBeToldAsThat() {
        assertEquals(
                "lockstep: --ledger: found an empty name, wanted that of a file\n",
                Shell.here().lockstep("check", "--ledger", "", "hello").err());
    }

    @Test
    void whatCannotBeWrittenAtTheEndShouldBeToldAfterTheResult() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Shell.Outcome outcome = checkWhile(
                () -> Files.delete(folder), "--matrix", SMALL, "--ledger", "folder/ledger.txt", "--update", "hello");

        assertEquals(2, outcome.status());
        assertTrue(outcome.out().contains("\nengine       interpreter "), outcome.out());
        assertEquals("1 run, 1 process, 31 steps: all equal", outcome.lines().getLast());
        assertEquals(
                "lockstep: " + folder + "/ledger.txt: the ledger cannot be written (no such directory)\n",
                outcome.err());
    }

    @Test
    void shouldKeepWhatAnotherUpdateAddsMeanwhile() throws IOException {
        Path ledger = directory.resolve("ledger.txt");
        Shell.Outcome outcome = checkWhile(
                () -> Files.write(ledger, List.of("# theirs", OTHER)),
                "--matrix",
                SMALL,
                "--ledger",
                "ledger.txt",
                "--update",
                "hello");

        assertEquals(0, outcome.status(), outcome.err());
        List<String> lines = Files.readAllLines(ledger);
        assertEquals(4, lines.size(), lines::toString);
        assertTrue(lines.get(1).startsWith("hello\t"), lines::toString);
        assertEquals(List.of("# theirs", OTHER), lines.subList(2, 4));
    }

    @Test
    void shouldCompareWithWhatAnotherUpdateHasAddedMeanwhile() throws IOException {
        Path ledger = directory.resolve("ledger.txt");
        String wrong = OTHER.replace("zzz", "hello").replace("0x00000033", "0xc40ca530");
        Shell.Outcome outcome = checkWhile(
                () -> Files.write(ledger, List.of(wrong)),
                "--matrix",
                SMALL,
                "--ledger",
                "ledger.txt",
                "--update",
                "hello");

        assertEquals(1, outcome.status(), outcome.err());
        assertTrue(outcome.out().contains("hello: process 1: the behaviour has changed: "), outcome.out());
        assertEquals(List.of(wrong), Files.readAllLines(ledger));
    }

    @Test
    void shouldKeepCommentsWhenItIsUpdated() throws IOException {
        Path ledger = directory.resolve("ledger.txt");
        Files.write(ledger, List.of("# our programs", "", "# this one is slow", OTHER, "", "# the end"));
        assertEquals(0, check("ledger.txt").status());
        List<String> lines = Files.readAllLines(ledger);

        assertEquals(List.of("# our programs", ""), lines.subList(1, 3));
        assertTrue(lines.get(3).startsWith("hello\t"), lines::toString);
        assertEquals(List.of("# this one is slow", OTHER, "", "# the end"), lines.subList(4, 8));
        try (var files = Files.list(directory)) {
            assertEquals(List.of(ledger), files.toList());
        }
    }

    @Test
    void argumentsShouldComeBackAsTheyWere() throws IOException {
        String word = "fork-wait 2 'two words' it\\'s $'two\\nlines' ''";
        Files.createDirectory(directory.resolve("a place"));
        Files.copy(Shell.PREBUILT.resolve("hello.elf"), directory.resolve("a place/it's.elf"));
        Shell shell = Shell.in(directory);
        Shell.Outcome first = shell.lockstep(
                "check",
                "--matrix",
                SMALL,
                "--ledger",
                "l",
                "--update",
                word,
                "a place/it's.elf",
                "fork-wait 2 two words");
        Shell.Outcome again = shell.lockstep("check", "--matrix", SMALL, "--ledger", "l");

        assertEquals(0, first.status(), first.err());
        assertEquals(0, again.status(), again.err() + again.out());
        assertEquals(first.lines().getLast(), again.lines().getLast());
        assertTrue(Files.readString(directory.resolve("l"))
                .contains("\nfork-wait 2 'two words' 'it'\\''s' $'two\\nlines' ''\t"));
    }
}
