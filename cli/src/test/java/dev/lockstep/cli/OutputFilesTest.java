package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes with the files of run, diff and check: one line, status 2, and nothing is overwritten. */
class OutputFilesTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void makeFiles() throws IOException {
        byte[] hello = Files.readAllBytes(Shell.PREBUILT.resolve("hello.elf"));
        Files.write(directory.resolve("own.elf"), hello);
        Files.write(directory.resolve("cut.elf"), Arrays.copyOf(hello, 3000));
        Files.write(directory.resolve("empty"), new byte[0]);
        Files.createDirectory(directory.resolve("folder"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("own.elf"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --trace x --report ./x hello | --report: found the file of --trace, wanted another",
                "run --trace x --trace-text folder/../x hello | --trace-text: found the file of --trace, wanted another",
                "run --trace-text x --report x hello | --report: found the file of --trace-text, wanted another",
                "run --trace own.elf ./own.elf | --trace: found a program that is run, wanted another",
                "run --trace-text link ./own.elf | --trace-text: found a program that is run, wanted another",
                "run --report own.elf hello ./own.elf | --report: found a program that is run, wanted another",
                "run --trace= hello | --trace: found an empty name, wanted that of a file",
                "run --trace-text= hello | --trace-text: found an empty name, wanted that of a file",
                "run --trace - hello | --trace: found -, wanted a file: standard output is the programs'",
                "run --trace folder hello | folder: the trace cannot be written (Is a directory)",
                "run --trace none/x hello | none/x: the trace cannot be written (no such directory)",
                "run --trace x ./cut.elf | DIR/./cut.elf: segment 0 p_filesz: found 132 bytes at offset 4096, wanted them within"
                        + " the file's 3000 bytes",
                "run --trace-text x ./folder | DIR/./folder: file: found a directory, wanted a program file",
                "diff --record - quantum=3 hello | --record: found -, wanted a file",
                "diff --record own.elf quantum=3 ./own.elf | --record: found a program that is run, wanted another",
                "diff --record= quantum=3 hello | --record: found an empty name, wanted that of a file",
                "diff --trace none quantum=3 hello | none: found no such file, wanted a trace",
                "diff --trace folder quantum=3 hello | folder: found a directory, wanted a trace",
                "diff --trace empty quantum=3 hello | DIR/empty: line 1: found nothing, wanted 'lockstep-trace 1'",
                "diff --trace own.elf quantum=3 hello | DIR/own.elf: line 1: found more than 1000 characters, wanted a line of"
                        + " a trace",
                "diff quantum=1 quantum=2 ./it's | ./it's: found ' without its end, wanted words as a shell writes them, or a"
                        + " file of this name",
                "check --seed x hello | Invalid value for option '--seed': found 'x', wanted a number from"
                        + " -9223372036854775808 to 9223372036854775807 (see lockstep check --help)",
                "check --matrix engine=interpreter,timer=5 hello | --matrix: timer: found '5', wanted engine=machine with it",
                "check --matrix quick ./cut.elf | DIR/./cut.elf: segment 0 p_filesz: found 132 bytes at offset 4096, wanted them"
                        + " within the file's 3000 bytes",
                "check ./empty | DIR/./empty: file length: found 0 bytes, wanted at least 40 (small program) or 52 (ELF)",
                "check sort sort | sort: found it twice, wanted it once",
                "check --ledger folder hello | DIR/folder: found a directory, wanted a ledger",
                "check --ledger own.elf --update hello | DIR/own.elf: found bytes that are not UTF-8, wanted a ledger",
            })
    void shouldBeToldInOneLine(String words, String message) throws IOException {
        byte[] before = Files.readAllBytes(directory.resolve("own.elf"));
        Shell.Outcome outcome = Shell.in(directory).lockstep(words.split(" ", -1));

        assertEquals("lockstep: " + message.replace("DIR", directory.toString()) + "\n", outcome.err());
        assertEquals(new Shell.Outcome(2, "", outcome.err()), outcome);
        assertArrayEquals(before, Files.readAllBytes(directory.resolve("own.elf")));
    }

    @Test
    void shouldBeToldOfAnEmptyProgram() {
        assertEquals(
                new Shell.Outcome(2, "", "lockstep: found an empty word, wanted a program\n"),
                Shell.here().lockstep("check", " "));
    }

    @Test
    void aDeviceMayBeNamedTwice() {
        Shell.Outcome outcome = Shell.in(directory)
                .lockstep("run", "--trace", "/dev/null", "--trace-text", "/dev/null", "--report", "/dev/null", "hello");

        assertEquals(new Shell.Outcome(0, "hello\n", ""), outcome);
    }

    @ParameterizedTest
    @CsvSource({"-1", "-4", "-20", "-60"})
    void aTraceThatWasCutShouldBeToldAsThatAndNotAsADifference(int bytes) throws IOException {
        Shell shell = Shell.in(directory);
        assertEquals(
                0, shell.lockstep("diff", "--record", "t", "quantum=3", "hello").status());
        byte[] trace = Files.readAllBytes(directory.resolve("t"));
        Files.write(
                directory.resolve("t"), Arrays.copyOf(trace, trace.length - "# exit code 0\nend\n".length() + bytes));
        Shell.Outcome outcome = shell.lockstep("diff", "--trace", "t", "engine=flat", "hello");

        assertEquals(1, outcome.status(), outcome.err());
        assertEquals(
                "hello: equal as far as the trace goes: "
                        + (bytes == -1 ? 30 : outcome.out().replaceAll("\\D+", "")) + " steps; the trace has no end\n",
                outcome.out());
    }
}
