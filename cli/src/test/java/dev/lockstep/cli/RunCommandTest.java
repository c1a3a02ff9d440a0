package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunCommandTest {
    @TempDir
    private Path directory;

    private static Outcome run(String... arguments) {
        return Shell.here().lockstep(withCommand(arguments));
    }

    private static String[] withCommand(String... arguments) {
        return Stream.concat(Stream.of("run"), Arrays.stream(arguments)).toArray(String[]::new);
    }

    private Path prebuiltCopy(String image, String name) throws IOException {
        return Files.copy(Shell.PREBUILT.resolve(image), directory.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"interpreter", "translated"})
    void shouldPrintWhatTheProgramPrints(String engine) {
        assertEquals(new Outcome(0, "hello\n", ""), run("--engine", engine, "hello"));
    }

    @Test
    void shouldGiveTheArgumentsAfterTheDelimiterToTheProgram() {
        Outcome outcome = run("hello-printf", "--", "-x", "two words", "--", "@file");

        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains("-x"), outcome.out());
        assertTrue(outcome.out().contains("two words"), outcome.out());
        assertTrue(outcome.out().contains("--"), outcome.out());
        assertTrue(outcome.out().contains("@file"), outcome.out());
    }

    @Test
    void shouldWantAProgramBeforeTheDelimiter() {
        Outcome outcome = run("--", "hello");

        assertEquals(
                new Outcome(2, "", "lockstep: found no program, wanted PROG before -- (see lockstep run --help)\n"),
                outcome);
    }

    @Test
    void shouldPassStandardInputOn() {
        Outcome outcome = Shell.here().withInput("one\ntwo\n").lockstep("run", "stdin-count");

        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains("8"), outcome.out());
        assertTrue(outcome.out().contains("2"), outcome.out());
    }

    @ParameterizedTest
    @CsvSource({"undefined,132,SIGILL", "misaligned-ldm,135,SIGBUS", "wild-store,139,SIGSEGV"})
    void shouldEndAsAShellShowsAKilledProgram(String program, int status, String signal) {
        Outcome outcome = run(program);

        assertEquals(status, outcome.status());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("lockstep: "), outcome.err());
        assertTrue(outcome.err().contains(signal), outcome.err());
    }

    @Test
    void shouldEndWithTheStatusOfTheFirstProgram() {
        assertEquals(0, run("hello", "undefined").status());
        assertEquals(132, run("undefined", "hello").status());
    }

    @Test
    void shouldStopAProgramAfterMaxSteps() {
        Outcome outcome = run("--max-steps", "1000", "spin");

        assertEquals(152, outcome.status());
        assertTrue(outcome.err().contains("SIGXCPU"), outcome.err());
    }

    @Test
    void copiesShouldStartTheWholeListAgain() {
        Outcome outcome = run("--copies", "2", "--report", "-", "hello", "sieve");

        List<String> reports =
                outcome.lines().stream().filter(line -> line.startsWith("{")).toList();
        List<String> programs = new ArrayList<>();
        reports.forEach(report -> programs.add(report.replaceAll(".*\"program\":\"([^\"]*)\".*", "$1")));
        assertEquals(List.of("hello", "sieve", "hello", "sieve"), programs);
        assertTrue(reports.get(3).startsWith("{\"pid\":\"4\",\"parent\":\"0\","), reports.get(3));
    }

    @Test
    void shouldStartEveryProgramOfAFile() throws IOException {
        byte[] hello = Files.readAllBytes(Shell.PREBUILT.resolve("hello.bin"));
        byte[] both = Arrays.copyOf(hello, 2 * hello.length);
        System.arraycopy(hello, 0, both, hello.length, hello.length);
        Files.write(directory.resolve("two.bin"), both);

        assertEquals(new Outcome(0, "hello\nhello\n", ""), Shell.in(directory).lockstep("run", "two.bin"));
    }

    @Test
    void reportShouldHaveTheFormOfTheContract() {
        Outcome outcome = run("--report", "-", "hello");

        assertEquals(2, outcome.lines().size());
        String hash = "\"0x[0-9a-f]{8}\"";
        assertTrue(
                outcome.lines()
                        .get(1)
                        .matches("\\{\"pid\":\"1\",\"parent\":\"0\",\"program\":\"hello\",\"exit\":0,\"signal\":null,"
                                + "\"steps\":[0-9]+,\"instructions\":[0-9]+,\"regHash\":" + hash + ",\"pcHash\":" + hash
                                + ",\"progHash\":" + hash + "\\}"),
                outcome.out());
    }

    @Test
    void reportShouldHashInTheFullProfileUnlessToldOtherwise() {
        assertEquals(
                run("--hash", "full", "--report", "-", "hello").out(),
                run("--report", "-", "hello").out());
        assertTrue(run("--hash", "none", "--report", "-", "hello").out().contains("\"steps\":0,"));
    }

    @Test
    void reportShouldNameTheSignal() {
        assertTrue(run("--report", "-", "undefined").out().contains("\"exit\":132,\"signal\":\"SIGILL\","));
    }

    @Test
    void reportShouldBeOrderedByPid() {
        List<String> reports = run("--report", "-", "fork-wait").lines().stream()
                .filter(line -> line.startsWith("{"))
                .toList();

        List<String> pids = new ArrayList<>();
        reports.forEach(report -> pids.add(report.replaceAll("\\{\"pid\":\"([^\"]*)\".*", "$1")));
        List<String> wanted = new ArrayList<>(List.of("1"));
        for (int child = 1; child <= 16; child++) {
            wanted.add("1." + child);
        }
        assertEquals(wanted, pids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "full", "pix", "eqx"})
    void reportShouldBeTheSameForEveryEngineAndQuantum(String hash) throws IOException {
        List<String> reports = new ArrayList<>();
        for (String engine : List.of("interpreter", "translated")) {
            for (String quantum : List.of("1", "7", "100000", "random:42:50")) {
                Path file = directory.resolve("report.jsonl");
                Outcome outcome = run(
                        "--engine",
                        engine,
                        "--hash",
                        hash,
                        "--quantum",
                        quantum,
                        "--report",
                        file.toString(),
                        "fork-tree",
                        "hello.bin");
                assertEquals(0, outcome.status(), outcome.err());
                reports.add(Files.readString(file));
            }
        }

        assertEquals(1, reports.stream().distinct().count(), reports.toString());
        assertEquals(reports.getFirst().lines().count(), 32);
    }

    @Test
    void reportShouldReplaceAnOlderOne() throws IOException {
        Path file = Files.writeString(directory.resolve("report.jsonl"), "old\n".repeat(1000));

        assertEquals(0, run("--report", file.toString(), "hello").status());

        assertEquals(1, Files.readAllLines(file).size());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void reportThatCannotBeWrittenShouldBeToldBeforeTheRun() {
        Outcome outcome = Shell.in(directory).lockstep("run", "--report", "none/report.jsonl", "hello");

        assertEquals(2, outcome.status());
        assertEquals("", outcome.out());
        assertEquals(
                "lockstep: " + directory + "/none/report.jsonl: the report cannot be written (no such directory)\n",
                outcome.err());
    }

    @Test
    void reportShouldNotBeADirectory() {
        Outcome outcome = run("--report", directory.toString(), "hello");

        assertEquals(2, outcome.status());
        assertEquals("lockstep: " + directory + ": found a directory, wanted a file for the report\n", outcome.err());
    }

    @Test
    void brokenImageShouldGiveOneLineAndLeaveTheReportAlone() throws IOException {
        byte[] whole = Files.readAllBytes(Shell.PREBUILT.resolve("hello.elf"));
        Files.write(directory.resolve("x"), Arrays.copyOf(whole, 100));
        Path report = Files.writeString(directory.resolve("report.jsonl"), "old\n");

        Outcome outcome = Shell.in(directory).lockstep("run", "--report", "report.jsonl", "hello", "x");

        assertEquals(2, outcome.status());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("lockstep: " + directory + "/x: "), outcome.err());
        assertTrue(outcome.err().contains("found") && outcome.err().contains("wanted"), outcome.err());
        assertEquals("old\n", Files.readString(report));
    }

    @ParameterizedTest
    @CsvSource({
        "--engine,jit,'found ''jit'', wanted one of interpreter, translated'",
        "--hash,md5,'found ''md5'', wanted one of none, full, pix, eqx'",
        "--hash,FULL,'found ''FULL'', wanted one of none, full, pix, eqx'",
        "--abi,posix,'found ''posix'', wanted one of auto, lockstep, pix, eqx'",
        "--quantum,0,'quantum: found 0, wanted at least 1'",
        "--quantum,random:1,'quantum: found ''random:1'', wanted a number'",
        "--copies,0,'found 0, wanted a number from 1 to 2147483647'",
        "--copies,x,'found ''x'', wanted a number from 1 to 2147483647'",
        "--max-steps,-1,'found -1, wanted a number from 1 to 9223372036854775807'",
        "--memory,12Q,'found ''12Q'', wanted a size such as 4096, 512K, 64M or 2G'",
        "--memory,0,'found ''0'', wanted a size such as'",
        "--starve,none,'found ''none'', wanted a size such as'",
        "--max-processes,99999999999,'found 99999999999, wanted a number from 1 to 2147483647'",
    })
    void wrongValuesShouldBeToldWithWhatWasWanted(String option, String value, String wanted) {
        Outcome outcome = run(option, value, "hello");

        assertEquals(2, outcome.status());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("lockstep: Invalid value for option '" + option + "'"), outcome.err());
        assertTrue(outcome.err().contains(wanted), outcome.err());
    }

    @Test
    void whoIsStarvedShouldDoTheSameUntilItIsTooLittle() {
        Outcome plenty = run("--hash", "full", "--report", "-", "newlib-tour-soft");
        Outcome starved = run("--hash", "full", "--report", "-", "--starve", "40M", "newlib-tour-soft");
        Outcome tooLittle = run("--starve", "200K", "newlib-tour-soft");

        assertEquals(plenty, starved);
        assertEquals(128 + 9, tooLittle.status());
        assertTrue(tooLittle.err().contains("killed by SIGKILL: no memory is left"), tooLittle.err());
    }

    @Test
    void moreProgramsThanProcessesShouldBeAnErrorBeforeTheRun() {
        Outcome outcome = run("--max-processes", "3", "--copies", "4", "hello");

        assertEquals(2, outcome.status());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }

    @Test
    void statsShouldBeTotalsOnStandardError() {
        Outcome outcome = run("--stats", "fork-tree");

        assertEquals(0, outcome.status());
        assertTrue(outcome.err().matches("(?s)instructions +[0-9]+\nseconds +[0-9.]+\nMIPS .*"), outcome.err());
        assertTrue(
                outcome.err().matches("(?s).*\nprocesses +31, at most [0-9]+ at one time\nforks +30\nexecs +0\n.*"),
                outcome.err());
        assertFalse(outcome.out().contains("MIPS"));
    }

    @Test
    void statsShouldBeOneJsonObjectOnDemand() {
        Outcome outcome = run("--stats", "--json", "--engine", "interpreter", "exec");

        assertEquals(0, outcome.status());
        assertTrue(
                outcome.err()
                        .matches(
                                "\\{\"instructions\":[0-9]+,\"seconds\":[0-9.]+,\"mips\":[0-9.]+,\"processes\":[0-9]+,"
                                        + "\"mostLiving\":[0-9]+,\"forks\":[0-9]+,\"execs\":2,\"switches\":[0-9]+,\"migrations\":0,\"translatedShare\":0.000000,\"coldShare\":0.000000,"
                                        + "\"regions\":0,\"translationSeconds\":0.000000,\"regionsLoaded\":0,\"regionsDropped\":0,\"promotions\":0\\}\n"),
                outcome.err());
    }

    @Test
    void execShouldFindProgramsUnderTheRootOnly() throws IOException {
        prebuiltCopy("exec.elf", "exec.elf");
        Outcome without = Shell.in(directory).lockstep("run", "--root", ".", "exec.elf");
        prebuiltCopy("hello.elf", "hello.elf");
        Outcome with = Shell.in(directory).lockstep("run", "--root", ".", "exec.elf");

        assertFalse(without.out().contains("hello: 0"), without.out());
        assertTrue(with.out().contains("hello: 0"), with.out());
    }

    @Test
    void rootShouldBeADirectory() {
        Outcome outcome = run("--root", "pom.xml", "hello");

        assertEquals(new Outcome(2, "", "lockstep: pom.xml: found no directory, wanted one for --root\n"), outcome);
    }

    @ParameterizedTest
    @CsvSource({"auto,hello", "lockstep,hello", "pix,hello", "eqx,hello"})
    void abiShouldChooseAmongTheImagesOfAPrebuiltProgram(String abi, String program) {
        assertEquals(new Outcome(0, "hello\n", ""), run("--abi", abi, program));
    }
}
