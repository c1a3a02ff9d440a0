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

final class InfoCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldDescribeAnElfExecutable() {
        Outcome outcome = Shell.here().lockstep("info", "hello");

        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains("\n  format           ELF\n"), outcome.out());
        assertTrue(outcome.out().contains("\n  ABI              lockstep (named by the file)\n"), outcome.out());
        assertTrue(outcome.out().contains("\n  entry            0x00010000 _start\n"), outcome.out());
        assertTrue(outcome.out().contains(" r-x "), outcome.out());
    }

    @Test
    void shouldShowTheHeaderOfASmallProgram() {
        Outcome outcome = Shell.here().lockstep("info", "hello.bin");

        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains("\n  format           small program\n"), outcome.out());
        assertTrue(outcome.out().contains("\n  ABI              pix (by default)\n"), outcome.out());
        assertTrue(outcome.out().contains("\n    magic          0xfaf0faf0\n"), outcome.out());
        assertTrue(outcome.out().contains("\n    code address   0x00400000\n"), outcome.out());
    }

    @Test
    void shouldDescribeEveryProgramOfAFile() throws IOException {
        byte[] hello = Files.readAllBytes(Shell.PREBUILT.resolve("hello.bin"));
        byte[] both = Arrays.copyOf(hello, 2 * hello.length);
        System.arraycopy(hello, 0, both, hello.length, hello.length);
        Files.write(directory.resolve("two.bin"), both);

        Outcome outcome = Shell.in(directory).lockstep("info", "--json", "two.bin");

        assertEquals(2, outcome.lines().size());
        assertTrue(outcome.lines().get(0).contains("\"name\":\"two#1\""));
        assertTrue(outcome.lines().get(0).contains("\"headerStart\":0,"));
        assertTrue(outcome.lines().get(1).contains("\"name\":\"two#2\""));
        assertTrue(outcome.lines().get(1).contains("\"headerStart\":" + hello.length + ","));
    }

    @Test
    void jsonShouldHaveTheSameFacts() {
        Outcome outcome = Shell.here().lockstep("info", "--json", "hello");

        assertEquals(1, outcome.lines().size());
        assertTrue(
                outcome.out()
                        .contains("\"format\":\"ELF\",\"abi\":\"lockstep\",\"abiNamed\":true,"
                                + "\"entry\":\"0x00010000\",\"progHash\":\"0x"),
                outcome.out());
        assertTrue(outcome.out().contains("\"segments\":[{\"address\":\"0x00010000\","), outcome.out());
    }

    @Test
    void missingFileShouldBeOneLine() {
        Outcome outcome = Shell.in(directory).lockstep("info", "./none");

        assertEquals(2, outcome.status());
        assertEquals(
                "lockstep: " + directory.resolve("./none") + ": file: found none, wanted a program file\n",
                outcome.err());
    }
}
