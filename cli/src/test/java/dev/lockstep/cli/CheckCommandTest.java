package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.Explainer;
import dev.lockstep.kernel.check.RunSpec.Executor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CheckCommandTest {
    private static final String SMALL = "engine=interpreter|flat,quantum=1|huge";

    @TempDir
    private Path directory;

    private Outcome check(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Shell.in(directory).lockstep(all);
    }

    private static String last(Outcome outcome) {
        return outcome.lines().get(outcome.lines().size() - 1);
    }

    @Test
    void shouldEndWithWhatWasEqual() {
        Outcome outcome = check("--matrix", SMALL, "hello", "fork-wait 4");

        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("8 runs of 2 programs", outcome.lines().get(0).replaceAll(",.*", ""));
        assertTrue(last(outcome).matches("8 runs, 40 processes, [0-9]+ steps: all equal"), last(outcome));
        assertTrue(outcome.out().contains("\nquantum      huge                      4"), outcome.out());
    }

    @Test
    void shouldGiveTheArgumentsAfterTheDelimiterToProgramsWithoutTheirOwn() {
        String all = last(check("--matrix", SMALL, "fork-wait", "--", "4"));

        assertEquals(last(check("--matrix", SMALL, "fork-wait 4")), all);
        assertFalse(last(check("--matrix", SMALL, "fork-wait")).equals(all));
    }

    @Test
    void shouldTellWhatItDoesNotRun() {
        Outcome outcome = check("--matrix", "engine=machine|interpreter", "hello", "hello.bin");

        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(
                outcome.out().contains("not run: engine=machine: the guest kernel loads small programs only: hello\n"),
                outcome.out());
        assertTrue(last(outcome).startsWith("3 runs, 3 processes, "), last(outcome));
    }

    @Test
    void shouldTellWhatTheMatrixLeavesOut() {
        Outcome quick = check("hello");
        Outcome named = check("--matrix", SMALL, "hello");

        assertTrue(quick.out().contains("\nleft out: quantum=1|2|3,harts=2,migration=always\n"), quick.out());
        assertFalse(named.out().contains("left out"), named.out());
    }

    @Test
    void jsonShouldHaveTheCounts() {
        Outcome outcome = check("--json", "--matrix", SMALL, "hello");

        assertEquals(1, outcome.lines().size());
        assertTrue(
                outcome.out()
                        .matches("(?s)\\{\"runs\":4,\"processes\":4,\"steps\":124,\"seconds\":[0-9.]+,"
                                + "\"equal\":true,\"dimensions\":\\{\"engine\":\\{\"flat\":\\{\"runs\":2,.*\\}\n"),
                outcome.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check | found no program, wanted PROG, or --ledger FILE with some in it (see lockstep check --help)",
                "check hello hello | hello: found it twice, wanted it once",
                "check --update hello | found --update alone, wanted --ledger FILE with it (see lockstep check --help)",
                "check --hash none hello | --hash: found none, wanted full, pix or eqx (see lockstep check --help)",
                "check --matrix engine=jit hello | --matrix: engine: found 'jit', wanted interpreter, translated, flat or"
                        + " machine",
                "check --matrix mmu=toggled hello | --matrix: mmu: found 'toggled', wanted engine=machine and another"
                        + " translation than none with it",
                "check --matrix fast hello | --matrix: found 'fast', wanted KEY=VALUE, KEY one of engine, translation,"
                        + " promotion, quantum, company, harts, migration, memory, mmu, asids, domains, order, timer,"
                        + " cache",
                "check --max-steps 1000 spin | spin: process 1: found more than 1000 instructions, wanted an end before"
                        + " (--max-steps)",
                "check --matrix engine=machine hello | matrix: found no way to run hello (engine=machine: hello: the guest"
                        + " kernel loads small programs only), wanted one at least",
                "check --ledger none.txt hello | none.txt: found no such file, wanted a ledger (--update makes one)",
            })
    void shouldSayWhatIsWrongInOneLine(String words, String message) {
        Outcome outcome = Shell.here().lockstep(words.split(" ", -1));

        assertEquals(new Outcome(2, "", "lockstep: " + message + "\n"), outcome);
    }

    @Test
    void shouldRefuseAMatrixOfNothing() {
        assertEquals(
                new Outcome(2, "", "lockstep: --matrix: found nothing, wanted quick, full or KEY=VALUE|VALUE,...\n"),
                check("--matrix", "", "hello"));
    }

    private String ledger(String... lines) throws IOException {
        Path file = directory.resolve("ledger.txt");
        if (lines.length > 0) {
            Files.write(file, List.of(lines));
        }
        return Files.readString(file);
    }

    @Test
    void updateShouldMakeALedgerThatLaterChecksCompareWith() throws IOException {
        assertEquals(
                0,
                check("--matrix", SMALL, "--ledger", "ledger.txt", "--update", "hello", "fork-wait 4")
                        .status());
        String written = ledger();

        assertEquals(1 + 1 + 9, written.lines().count(), written);
        Outcome again = check("--matrix", SMALL, "--ledger", "ledger.txt");
        assertEquals(0, again.status(), again.out() + again.err());
        assertTrue(last(again).matches("8 runs, 40 processes, [0-9]+ steps: all equal"), last(again));
        assertEquals(written, ledger());
    }

    @Test
    void shouldFailWithoutUpdateWhereAProgramIsMissing() throws IOException {
        check("--matrix", SMALL, "--ledger", "ledger.txt", "--update", "hello");
        String written = ledger();
        Outcome outcome = check("--matrix", SMALL, "--ledger", "ledger.txt", "hello", "fork-wait 4");

        assertEquals(1, outcome.status());
        assertTrue(outcome.out().contains("fork-wait 4: is not in the ledger (--update adds it)\n"), outcome.out());
        assertTrue(last(outcome).endsWith(": all equal, but not as the ledger has it"), last(outcome));
        assertEquals(written, ledger());
    }

    @Test
    void shouldFailAlsoWithUpdateWhereSomethingDiffersAndLeaveTheLedger() throws IOException {
        check("--matrix", SMALL, "--ledger", "ledger.txt", "--update", "hello");
        String written = ledger();
        String changed = ledger(written.stripTrailing()
                .replaceAll("\t31\t0x........", "\t31\t0x01234567")
                .split("\n", -1));
        Outcome outcome = check("--matrix", SMALL, "--ledger", "ledger.txt", "--update", "hello", "sieve 50");

        assertEquals(1, outcome.status());
        assertTrue(outcome.out().contains("hello: process 1: the behaviour has changed: "), outcome.out());
        assertEquals(changed, ledger());
        try (var files = Files.list(directory)) {
            assertEquals(1, files.count(), "nothing is left beside it");
        }
    }

    @Test
    void shouldTellAProgramThatHasChanged() throws IOException {
        check("--matrix", SMALL, "--ledger", "ledger.txt", "--update", "hello");
        ledger(ledger().stripTrailing()
                .replaceAll("hello\t0x........", "hello\t0x01234567")
                .split("\n", -1));
        Outcome outcome = check("--matrix", SMALL, "--ledger", "ledger.txt");

        assertEquals(1, outcome.status());
        assertTrue(outcome.out().contains("hello: process 1: the program has changed: "), outcome.out());
    }

    /** Changes a register before each turn. */
    private record Disturbed(Engine engine) implements Engine {
        @Override
        public StopReason run(CpuState cpu) {
            cpu.r[11] ^= 1;
            return engine.run(cpu);
        }

        @Override
        public CodeSpace newCodeSpace(Symbols symbols) {
            return engine.newCodeSpace(symbols);
        }

        @Override
        public CodeSpace newCodeSpace(Image image) {
            return engine.newCodeSpace(image);
        }
    }

    private static CommandLine.IFactory factory(Host host) {
        return new CommandLine.IFactory() {
            @Override
            public <T> T create(Class<T> type) throws Exception {
                return type == ProgramNames.class
                        ? type.cast(new ProgramNames(host))
                        : CommandLine.defaultFactory().create(type);
            }
        };
    }

    /** What a check says whose flat runs are wrong; its status is checked. */
    private String wrong(String... options) {
        EngineMaker broken = (spec, profile, store) -> {
            Engine engine = EngineMaker.standard().make(spec, profile, store);
            return spec.executor() == Executor.FLAT ? new Disturbed(engine) : engine;
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Host host = Shell.in(directory).host(out, out);
        List<String> words = new ArrayList<>(List.of("--matrix", SMALL, "--jobs", "1", "hello"));
        words.addAll(List.of(options));
        int status = new CommandLine(new CheckCommand(host, broken, Explainer.differences()), factory(host))
                .execute(words.toArray(String[]::new));
        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(ExitStatus.WRONG, status, said);
        return said;
    }

    @Test
    void jsonShouldHaveWhatTheFirstDivergenceIs() {
        String said = wrong("--json");

        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("\"equal\":false"), said);
        assertTrue(said.contains("\"explanation\":\"program hello, process 1: differs\\u000a  wanted by  "), said);
    }

    @Test
    void shouldNameTheFirstDivergenceAndTheCommandsThatShowIt() throws IOException {
        Files.writeString(directory.resolve("ledger.txt"), "");
        String said = wrong("--ledger", "ledger.txt", "--update");

        assertTrue(said.contains("program hello, process 1: differs\n"), said);
        assertTrue(said.contains("  found with engine=flat,quantum=1\n"), said);
        assertTrue(said.contains("  reg-hash: found 0x"), said);
        assertTrue(
                said.contains(
                        "  lockstep run --hash full --report - --engine interpreter --no-cache --quantum 2147483647"
                                + " hello </dev/null\n"),
                said);
        assertTrue(
                said.contains(
                        "  lockstep run --hash full --report - --engine translated --threshold 3 --promotion always"
                                + " --no-cache --quantum 1 hello </dev/null\n"),
                said);
        assertTrue(said.endsWith("2 runs, 2 processes, 62 steps equal, 1 run differs\n"), said);
        assertEquals("", ledger(), "the ledger is as it was");
    }
}
