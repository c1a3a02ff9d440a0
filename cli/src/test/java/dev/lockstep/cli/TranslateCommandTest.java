package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TranslateCommandTest {
    private static final Map<String, String> OFF = Map.of("LOCKSTEP_CACHE", "off");

    @TempDir
    private Path directory;

    private Path translated(String... arguments) {
        List<String> all = new ArrayList<>(List.of("translate", "-o", "x.jar"));
        all.addAll(List.of(arguments));

        assertEquals(new Outcome(0, "", ""), Shell.in(directory).lockstep(all.toArray(String[]::new)));

        return directory.resolve("x.jar");
    }

    private static Outcome java(Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        return run(jar, command, Map.of());
    }

    private static Outcome itself(Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jar.toString()));
        command.addAll(List.of(arguments));
        return run(jar, command, Map.of("LOCKSTEP_CACHE", "off", "LOCKSTEP_STATS", "1"));
    }

    private static Outcome run(Path jar, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path err = Files.createTempFile(jar.getParent(), "err", "");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void jarShouldRunAlone() throws IOException, InterruptedException {
        assertEquals(Shell.here().lockstep("run", "sha256"), java(translated("sha256")));
    }

    @Test
    void jarShouldRunByItselfAndTranslateNothing() throws IOException, InterruptedException {
        Outcome outcome = itself(translated("sieve"), "100000");

        assertEquals(0, outcome.status());
        assertEquals(Shell.here().lockstep("run", "sieve", "--", "100000").out(), outcome.out());
        assertTrue(
                outcome.err().matches("lockstep: [1-9][0-9]* regions of the jar entered, 0 translated\n"),
                outcome.err());
    }

    @Test
    void jarShouldRunByItselfFromItsFolder() throws IOException, InterruptedException {
        Path jar = translated("undefined");
        Outcome outcome = run(jar, List.of("sh", "-c", "cd '" + jar.getParent() + "' && ./x.jar"), OFF);

        assertEquals(Shell.here().lockstep("run", "undefined"), outcome);
    }

    /** The script before the jar does not disturb who reads it as a zip file. */
    @Test
    void jarShouldBeAZipFileFromItsFirstByte() throws IOException {
        Path jar = translated("hello");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            byte[] image = zip.getInputStream(zip.getEntry("lockstep/image")).readAllBytes();

            assertArrayEquals(Files.readAllBytes(Shell.PREBUILT.resolve("hello.elf")), image);
        }
        assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(jar)));
        assertEquals("#!/bin/sh\n", new String(Files.readAllBytes(jar), 0, 10, StandardCharsets.ISO_8859_1));
    }

    @Test
    void jarShouldPassItsArgumentsToTheProgram() throws IOException, InterruptedException {
        Outcome outcome = java(translated("sieve"), "100");

        assertEquals(Shell.here().lockstep("run", "sieve", "--", "100"), outcome);
    }

    @Test
    void jarShouldEndAsARunDoes() throws IOException, InterruptedException {
        assertEquals(Shell.here().lockstep("run", "undefined"), java(translated("undefined")));
    }

    @Test
    void jarShouldKeepTheChosenAbi() throws IOException, InterruptedException {
        assertEquals(new Outcome(0, "hello\n", ""), java(translated("--abi", "eqx", "hello")));
    }

    @Test
    void jarShouldHaveTheSameBytesEachTime() throws IOException {
        byte[] first = Files.readAllBytes(translated("sort"));
        byte[] second = Files.readAllBytes(translated("sort"));

        assertArrayEquals(first, second);
    }

    @Test
    void jarThatCannotBeWrittenShouldBeOneLine() {
        Outcome outcome = Shell.in(directory).lockstep("translate", "-o", "none/x.jar", "hello");

        assertEquals(2, outcome.status());
        assertEquals(
                "lockstep: " + directory + "/none/x.jar: the jar cannot be written (no such directory)\n",
                outcome.err());
    }

    @Test
    void brokenImageShouldLeaveNothingBehind() throws IOException {
        Files.write(directory.resolve("x"), new byte[] {0x7f, 'E', 'L', 'F', 0});

        Outcome outcome = Shell.in(directory).lockstep("translate", "-o", "x.jar", "x");

        assertEquals(2, outcome.status());
        assertTrue(outcome.err().startsWith("lockstep: " + directory + "/x: ELF header: "), outcome.err());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(directory.resolve("x")), files.toList());
        }
    }

    @Test
    void outputShouldBeNamed() {
        Outcome outcome = Shell.in(directory).lockstep("translate", "hello");

        assertEquals(2, outcome.status());
        assertTrue(outcome.err().startsWith("lockstep: Missing required option: '--output=JAR'"), outcome.err());
    }
}
