package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
    @TempDir
    Path directory;

    @Test
    void shouldFindEqualRunsEqual() {
        Shell.Outcome outcome = Shell.here()
                .lockstep("diff", "--hash-stores", "engine=interpreter", "engine=flat,quantum=7", "fork-wait");
        assertEquals("", outcome.err());
        assertTrue(outcome.out().startsWith("fork-wait: equal, processes "), outcome::out);
        assertEquals(0, outcome.status());
    }

    @Test
    void shouldCompareTheMachineStepByStepInAnyProfile() {
        Shell.Outcome outcome = Shell.here()
                .lockstep("diff", "--hash", "full", "engine=interpreter", "engine=machine,quantum=50", "fork.bin");
        assertEquals("", outcome.err());
        assertTrue(outcome.out().startsWith("fork.bin: equal, processes "), outcome::out);
    }

    @Test
    void shouldCompareStoresInACheckToo() {
        Shell.Outcome outcome = Shell.here()
                .lockstep("check", "--hash-stores", "--matrix", "engine=flat|translated,quantum=3|huge", "fork-wait");
        assertEquals("", outcome.err());
        assertTrue(outcome.lines().getLast().startsWith("4 runs, "), outcome::out);
        assertTrue(outcome.lines().getLast().endsWith(": all equal"), outcome::out);
    }

    private Path record(String... program) {
        Path trace = directory.resolve("recorded.trace").toAbsolutePath();
        String[] words = new String[4 + program.length];
        List.of("diff", "--record", trace.toString(), "engine=interpreter").toArray(words);
        System.arraycopy(program, 0, words, 4, program.length);
        Shell.Outcome outcome = Shell.here().lockstep(words);
        assertEquals("", outcome.err());
        assertEquals(0, outcome.status());
        return trace;
    }

    @Test
    void shouldFindARunEqualToItsOwnTrace() {
        Path trace = record("sort 20");
        Shell.Outcome outcome = Shell.here()
                .lockstep("diff", "--trace", trace.toString(), "engine=translated,quantum=3", "sort", "--", "20");
        assertEquals("sort 20: equal, processes 1, steps 8359\n", outcome.out());
        assertEquals(0, outcome.status());
    }

    @Test
    void shouldNotCallARunEqualToATraceThatWasCut() throws IOException {
        Path trace = record("sort 20");
        List<String> lines = Files.readAllLines(trace);
        Files.write(trace, lines.subList(0, lines.size() - 2));
        Shell.Outcome whole = Shell.here().lockstep("diff", "--trace", trace.toString(), "", "sort 20");
        assertEquals("sort 20: equal as far as the trace goes: 8359 steps; the trace has no end\n", whole.out());
        assertEquals(1, whole.status());
        Files.write(trace, lines.subList(0, 3 + 100));
        Shell.Outcome part = Shell.here().lockstep("diff", "--trace", trace.toString(), "", "sort 20");
        assertEquals("sort 20: equal as far as the trace goes: 100 steps; the trace has no end\n", part.out());
        assertEquals(1, part.status());
    }

    @Test
    void shouldRefuseATraceWithoutASingleStep() throws IOException {
        Path trace = record("hello");
        Files.write(trace, Files.readAllLines(trace).subList(0, 3));
        Shell.Outcome outcome = Shell.here().lockstep("diff", "--trace", trace.toString(), "", "hello");
        assertEquals(
                "lockstep: " + trace + ": line 4: found the end of the file, wanted at least one step\n",
                outcome.err());
        assertEquals(2, outcome.status());
    }

    @Test
    void shouldLeaveNothingBesideARecordedTrace() throws IOException {
        Path trace = record("hello");
        try (var files = Files.list(directory)) {
            assertEquals(List.of(trace), files.map(Path::toAbsolutePath).toList());
        }
    }

    @Test
    void shouldRefuseToRecordToADirectory() {
        Shell.Outcome outcome = Shell.here().lockstep("diff", "--record", directory.toString(), "", "hello");
        assertEquals("lockstep: " + directory + ": found a directory, wanted a file for the trace\n", outcome.err());
        assertEquals(2, outcome.status());
    }

    @Test
    void shouldShowATraceOfARunThatTakesNoStep() throws IOException {
        Path program = directory.resolve("nothing.elf");
        byte[] elf = Files.readAllBytes(Shell.PREBUILT.resolve("hello.elf"));
        ByteBuffer header = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        int entry = header.getInt(24);
        int segment = header.getInt(28);
        // An undefined instruction where the program begins.
        header.putInt(header.getInt(segment + 4) + entry - header.getInt(segment + 8), 0xe7f000f0);
        Files.write(program, elf);
        Path trace = record(program.toString());
        List<String> lines = new ArrayList<>(Files.readAllLines(trace));
        lines.subList(3, lines.size()).clear();
        lines.addAll(List.of("+ r0=7", "end"));
        Files.write(trace, lines);
        Shell.Outcome outcome = Shell.here().lockstep("diff", "--trace", trace.toString(), "", program.toString());
        assertEquals("", outcome.err());
        assertTrue(outcome.lines().getFirst().endsWith(": the first difference is step 1"), outcome::out);
        assertEquals(1, outcome.status());
    }

    @Test
    void shouldShowTheFirstStepThatATraceHasOtherwise() throws IOException {
        Path trace = record("sort 20");
        List<String> lines = new ArrayList<>(Files.readAllLines(trace));
        int changed = 2029;
        assertTrue(lines.get(changed).startsWith("+ r3=00000021 "), lines.get(changed));
        lines.set(changed, lines.get(changed).replace("r3=00000021", "r3=00000023"));
        Files.write(trace, lines);
        Shell.Outcome text = Shell.here().lockstep("diff", "--trace", trace.toString(), "engine=flat", "sort 20");
        assertEquals(1, text.status());
        assertEquals(
                "sort 20, process 1: the first difference is step 2027",
                text.lines().get(0));
        assertTrue(text.out().contains("  instruction  add r3, r3, #1\n"), text::out);
        assertTrue(text.out().contains("  pc           0x00010138 in sift+0x2c (programs/sort.c:34)\n"), text::out);
        assertTrue(text.out().contains("  r3           A 0x00000023  B 0x00000021\n"), text::out);
        Shell.Outcome json =
                Shell.here().lockstep("diff", "--json", "--trace", trace.toString(), "engine=flat", "sort 20");
        assertEquals(1, json.status());
        assertTrue(json.out().contains("\"step\":2027,\"pc\":\"0x00010138\""), json::out);
    }

    @Test
    void shouldShowWhatEndsBeforeItsTrace() throws IOException {
        Path trace = record("hello");
        Files.writeString(trace, Files.readString(trace).replace("\nend\n", "\n+ r1=7\nend\n"));
        Shell.Outcome longer = Shell.here().lockstep("diff", "--trace", trace.toString(), "", "hello");
        assertEquals(
                "hello, process 1: the first difference is step 32",
                longer.lines().get(0));
        assertTrue(longer.out().contains("exit code 0"), longer::out);
    }

    @Test
    void shouldPrintACommandThatRunsToJustBeforeTheStep() throws IOException {
        Path trace = record("sort 20");
        List<String> lines = new ArrayList<>(Files.readAllLines(trace));
        lines.set(2029, lines.get(2029).replace("r3=00000021", "r3=00000023"));
        Files.write(trace, lines);
        Shell.Outcome found = Shell.here().lockstep("diff", "--trace", trace.toString(), "", "sort 20");
        String command = found.lines().getLast().replaceFirst(".*  lockstep (.*) </dev/null", "$1");
        Shell.Outcome again = Shell.here().lockstep(command.split(" ", -1));
        assertTrue(again.out().contains("\"instructions\":2026,"), again::toString);
    }

    @Test
    void shouldPrintACommandThatShowsTheStepWhereOtherProcessesRun() throws IOException {
        Path trace = record("fork-wait");
        List<String> lines = new ArrayList<>(Files.readAllLines(trace));
        lines.removeLast();
        lines.removeLast();
        long step = lines.stream().filter(line -> line.startsWith("+")).count();
        lines.set(lines.size() - 1, "+ r9=12345678");
        Files.write(trace, lines);
        Shell.Outcome found = Shell.here().lockstep("diff", "--trace", trace.toString(), "quantum=3", "fork-wait");
        assertTrue(found.lines().getLast().startsWith("  to see the step, B  lockstep run "), found::out);
        String command = found.lines().getLast().replaceFirst(".*  lockstep (.*) </dev/null", "$1");
        Shell.Outcome again = Shell.here().lockstep(command.split(" ", -1));
        assertTrue(again.lines().stream().anyMatch(line -> line.matches("1 +" + step + "  .*")), again::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "engine=jit engine=flat hello | engine: found 'jit', wanted interpreter, translated, flat or machine",
                "engine=flat hello | found 2 words, wanted RUN-A RUN-B PROG (see lockstep diff --help)",
                "engine=flat company=others hello | company: found others, wanted a second PROG with it",
                "engine=flat engine=machine hello | hello: found engine=machine, and the guest kernel loads small programs"
                        + " only",
                "--trace a --record b engine=flat hello | found --trace and --record, wanted one of them (see lockstep"
                        + " diff --help)",
                "--hash none engine=flat engine=flat hello | --hash: found none, wanted full, pix or eqx (see lockstep"
                        + " diff --help)"
            })
    void shouldSayWhatIsWrong(String words, String message) {
        Shell.Outcome outcome = Shell.here().lockstep(("diff " + words).split(" ", -1));
        assertEquals("lockstep: " + message + "\n", outcome.err());
        assertEquals(2, outcome.status());
    }
}
