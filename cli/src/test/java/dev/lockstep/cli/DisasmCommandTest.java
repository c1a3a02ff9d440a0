package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DisasmCommandTest {
    private static Outcome disasm(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "disasm";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Shell.here().lockstep(all);
    }

    @Test
    void shouldShowAddressWordTextAndFunctions() {
        Outcome outcome = disasm("--count", "5", "hello");

        assertEquals(0, outcome.status());
        assertTrue(
                outcome.out().contains("\n00010000 <_start>:\n   10000:\te59d0000 \tldr\tr0, [sp]\n"), outcome.out());
        assertTrue(outcome.out().contains("\tbl\t0x10014 <main>\n"), outcome.out());
        assertEquals(
                5, outcome.lines().stream().filter(line -> line.contains(":\t")).count());
    }

    @Test
    void shouldBeginAtAFunctionOrAnAddress() {
        String byName = disasm("--from", "main", "--count", "2", "hello").out();

        assertTrue(byName.contains("\n00010014 <main>:\n   10014:\t"), byName);
        assertEquals(
                byName, disasm("--from", "0x10014", "--count", "2", "hello").out());
        assertEquals(byName, disasm("--from", "65556", "--count", "2", "hello").out());
    }

    @Test
    void shouldNameTheFunctionWhenItBeginsWithinOne() {
        String text = disasm("--from", "0x10018", "--count", "1", "hello").out();

        assertTrue(text.contains("\n00010018 <main+0x4>:\n   10018:\t"), text);
    }

    @Test
    void shouldShowTheCodeOfASmallProgram() {
        Outcome outcome = disasm("hello.bin");

        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains("  400000:\t"), outcome.out());
    }

    @Test
    void shouldNameEveryProgramOfAFile(@TempDir Path directory) throws IOException {
        byte[] hello = Files.readAllBytes(Shell.PREBUILT.resolve("hello.bin"));
        byte[] both = Arrays.copyOf(hello, 2 * hello.length);
        System.arraycopy(hello, 0, both, hello.length, hello.length);
        Files.write(directory.resolve("two.bin"), both);

        Outcome outcome = Shell.in(directory).lockstep("disasm", "two.bin");

        assertTrue(outcome.out().startsWith("two#1:\n"), outcome.out());
        assertTrue(outcome.out().contains("\ntwo#2:\n"), outcome.out());
    }

    @Test
    void jsonShouldBeOneObjectAWord() {
        assertEquals(
                "{\"address\":\"0x00010018\",\"word\":\"0xe92d4010\",\"text\":\"push {r4, lr}\","
                        + "\"symbol\":\"main+0x4\"}\n",
                disasm("--json", "--from", "0x10018", "--count", "1", "hello").out());
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere,'hello: found --from nowhere, wanted a function of it, or an address such as 0x10074'",
        "0x10001,'hello: found --from 0x10001, wanted a multiple of 2'",
        "0x90000000,'hello: found no content at 0x90000000, wanted an address in a segment (see lockstep info)'",
        "0x100000000,'hello: found --from 0x100000000, wanted a function of it, or an address such as 0x10074'",
    })
    void wrongBeginningsShouldBeOneLine(String from, String message) {
        assertEquals(new Outcome(2, "", "lockstep: " + message + "\n"), disasm("--from", from, "hello"));
    }
}
