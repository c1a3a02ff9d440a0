package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gdb itself makes of the stub: scripts for gdb-multiarch, and what it prints. */
@Tag("oracle")
final class GdbOracleTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path USER_CODE = ROOT.resolve("user-code");
    private static final Path GUIDE = ROOT.resolve("docs").resolve("DEBUGGING.md");
    private static final String PROMPT = "(gdb) ";
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    private Path directory;

    @BeforeAll
    static void requireGdb() throws InterruptedException {
        require("gdb-multiarch", "gdb-multiarch");
    }

    private static void require(String command, String debianPackage) throws InterruptedException {
        try {
            new ProcessBuilder(command, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            String message = command + " is missing: install the Debian package " + debianPackage;
            if ("optional".equals(System.getenv("LOCKSTEP_ORACLES"))) {
                Assumptions.abort(message);
            }
            fail(message);
        }
    }

    /** What gdb prints for commands, after it has connected to a run. */
    private String gdb(DebuggedRun run, Path elf, String... commands) throws Exception {
        return gdb(run.port(), elf, commands);
    }

    private String gdb(int port, Path elf, String... commands) throws Exception {
        List<String> lines = new ArrayList<>(List.of("target remote localhost:" + port));
        lines.addAll(Arrays.asList(commands));
        Path script = Files.write(directory.resolve("script"), lines);
        Path printed = directory.resolve("printed");
        Process process = new ProcessBuilder(
                        "gdb-multiarch",
                        "-q",
                        "-nx",
                        "-batch",
                        "-iex",
                        "set confirm off",
                        "-iex",
                        "set pagination off",
                        "-iex",
                        "set width 0",
                        "-x",
                        script.toString(),
                        elf.toString())
                .directory(USER_CODE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(printed, StandardCharsets.UTF_8);
        assertTrue(ended, "gdb does not end: " + text);
        return text;
    }

    private static Path elf(String program) {
        return USER_CODE.resolve("prebuilt").resolve(program + ".elf");
    }

    private static void assertContains(String text, String... parts) {
        int from = 0;
        for (String part : parts) {
            int at = text.indexOf(part, from);
            assertTrue(at >= 0, "no '" + part + "' after the first " + from + " characters of:\n" + text);
            from = at + part.length();
        }
    }

    @Test
    void stopsAtAFunctionByNameAndPrintsVariables() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "--report", "-", "fork-wait");
        String text = gdb(
                run,
                elf("fork-wait"),
                "break code_of",
                "continue",
                "print data",
                "print memory->heap[1]",
                "info registers pc cpsr",
                "print $d0",
                "backtrace 1",
                "finish",
                "delete",
                "continue");

        assertContains(
                text,
                "Breakpoint 1 at",
                "code_of (memory=",
                "$1 = {103, 102, 106,",
                "$2 = 100",
                "pc ",
                "<code_of>",
                "$3 = 0",
                "#0  code_of",
                "Value returned is $4 = 168",
                "exited normally");
        assertEquals(Shell.here().lockstep("run", "--report", "-", "fork-wait"), run.end());
    }

    @Test
    void watchesAVariableAndFindsItsLastWriter() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "--report", "-", "fork-wait");
        String text = gdb(
                run,
                elf("fork-wait"),
                "watch data[3]",
                "continue",
                "delete",
                "break exit",
                "continue",
                "watch data[3]",
                "reverse-continue",
                "x/i $pc",
                "stepi",
                "print data[3]",
                "delete",
                "continue");

        assertContains(
                text,
                "Hardware watchpoint 1: data[3]",
                "Old value = 1",
                "New value = 104",
                "Thread 2 hit Breakpoint 2, exit (code=168)",
                "Thread 2 hit Hardware watchpoint 3: data[3]",
                "Old value = 104",
                "New value = 1",
                "in write_all",
                "str\t",
                "$1 = 104",
                "exited normally");
        assertEquals(Shell.here().lockstep("run", "--report", "-", "fork-wait"), run.end());
    }

    @Test
    void stepsThroughAForkAndBack() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "--report", "-", "fork-wait");
        String text = gdb(
                run,
                elf("fork-wait"),
                "break start_child",
                "continue",
                "next",
                "info threads",
                "delete",
                "break write_all if $_thread == 2",
                "continue",
                "info threads",
                "print seed",
                "thread 1",
                "print/x $r0",
                "reverse-continue",
                "info threads",
                "delete",
                "continue");

        assertContains(
                text,
                "start_child (seed=100",
                "* 1    Thread 1 (1 fork-wait)",
                "  2    Thread 2 (1.1 fork-wait)",
                "Thread 2 hit Breakpoint",
                "  1    Thread 1 (1 fork-wait waits)",
                "* 2    Thread 2 (1.1 fork-wait)",
                "$1 = 100",
                "No more reverse-execution history",
                "* 1    Thread 1 (1 fork-wait)",
                "exited normally");
        assertEquals(Shell.here().lockstep("run", "--report", "-", "fork-wait"), run.end());
    }

    @Test
    void showsWhereAProcessFaults() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "wild-store");
        String text = gdb(
                run, elf("tests/wild-store"), "continue", "backtrace 1", "reverse-stepi", "stepi", "stepi", "continue");

        assertContains(
                text,
                "received signal SIGSEGV",
                "main ()",
                "tests/wild-store.c:10",
                "received signal SIGSEGV",
                "exited");
        assertEquals(Shell.here().lockstep("run", "wild-store"), run.end());
    }

    @Test
    void showsDoublesOfTheVfp() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "vfp/nbody", "--", "3");
        String text =
                gdb(run, elf("vfp/nbody"), "stepi", "set $d1 = 2.5", "print $d1", "print $s3", "print $fpscr", "kill");

        assertContains(text, "$1 = 2.5", "$2 = 2.0625", "$3 = ");
        assertEquals(137, run.end().status());
    }

    @Test
    void debugsAKernelOnTheBareMachine() throws Exception {
        require("arm-none-eabi-gcc", "gcc-arm-none-eabi");
        Path kernel = ROOT.resolve("kernel/guest/prebuilt/timer-irq.img");
        DebuggedRun run = new DebuggedRun("", "boot", kernel.toString());
        String text = gdb(
                run,
                guest("timer-irq"),
                "break program",
                "continue",
                "print/x $cpsr & 0x1f",
                "break count_alarm",
                "continue",
                "monitor mode",
                "watch alarms",
                "continue",
                "reverse-continue",
                "x/i $pc",
                "delete",
                "reverse-continue",
                "print $pc",
                "stepi",
                "continue");

        assertContains(
                text,
                "Breakpoint 1, program ()",
                "$1 = 0x1f",
                "Breakpoint 2, count_alarm",
                "IRQ mode",
                "Old value = 0",
                "New value = 1",
                "Old value = 1",
                "New value = 0",
                "str\t",
                "No more reverse-execution history",
                "0x8000 <_start>",
                "exited normally");
        assertEquals(Shell.here().lockstep("boot", kernel.toString()), run.end());
    }

    /** A kernel with its symbols. */
    private Path guest(String name) throws Exception {
        Path folder = directory.resolve("elf");
        int status = new ProcessBuilder(ROOT.resolve("scripts/build-guest").toString(), "--elf", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("build").toFile())
                .start()
                .waitFor();
        assertEquals(0, status, Files.readString(directory.resolve("build")));
        return folder.resolve(name + ".elf");
    }

    @Test
    void showsBothSidesOfADivergence() throws Exception {
        DebuggedRun run = LostRegister.compared("sort 20");
        String a = gdb(run.port("A"), elf("sort"), "x/i $pc", "stepi", "print $r5", "reverse-stepi", "backtrace 1");
        String b = gdb(run.port("B"), elf("sort"), "x/i $pc", "stepi", "print $r5", "set $r5 = 0");

        assertContains(a, "svc\t", "$1 = ", "#0  ");
        assertContains(b, "svc\t", "$1 = ", "nothing can be changed: this run is repeated as it was");
        assertNotEquals(value(a), value(b));
        assertEquals(1, run.status());
    }

    @Test
    void showsTheBareMachineBesideOurKernel() throws Exception {
        require("arm-none-eabi-gcc", "gcc-arm-none-eabi");
        Path kernel = guest("eqos");
        DebuggedRun run = LostRegister.afterCall(
                1, "--hash", "full", "engine=machine,quantum=7", "engine=translated", "hello.bin");
        String a = gdb(
                run.port("A"),
                kernel,
                "info threads",
                "x/i $pc",
                "stepi",
                "print $r5",
                "break on_call",
                "continue",
                "monitor mode",
                "reverse-continue",
                "detach");
        String b = gdb(run.port("B"), elf("hello"), "info threads", "x/i $pc", "stepi", "print $r5");

        assertContains(
                a,
                "Thread 1 (A, process 1, USR mode)",
                "bx\tlr",
                "$1 = ",
                "Breakpoint 1, on_call",
                "mode, cpsr 0x",
                "Breakpoint 1, on_call");
        assertContains(b, "Thread 1 (B, process 1)", "bx\tlr", "$1 = ");
        assertNotEquals(value(a), value(b));
        assertEquals(1, run.status());
    }

    private static String value(String printed) {
        return printed.lines()
                .filter(line -> line.startsWith("$1 = "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void comesBackAfterDisconnectAndDetach() throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "--report", "-", "fork-wait");
        String first = gdb(run, elf("fork-wait"), "break code_of", "continue", "disconnect");
        String second = gdb(run, elf("fork-wait"), "backtrace 1", "continue", "detach");

        assertContains(first, "Breakpoint 1.1, code_of");
        assertContains(second, "#0  code_of", "exited normally");
        assertEquals(
                Shell.here().lockstep("run", "--report", "-", "fork-wait").out(),
                run.end().out());
    }

    @Test
    void printsWhatTheGuideSays() throws Exception {
        List<String> session = session();
        String[] commands = session.stream()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .skip(1)
                .toArray(String[]::new);
        DebuggedRun run = new DebuggedRun("", "run", "--report", "-", "fork-wait");
        String text = gdb(run, elf("fork-wait"), commands);

        // Whether a file is newer than another depends on the clone.
        assertEquals(
                session.stream().filter(line -> !line.startsWith(PROMPT)).toList(),
                text.lines()
                        .filter(line -> !line.isEmpty() && !line.startsWith("warning: Source file"))
                        .toList());
        Outcome undisturbed = Shell.here().lockstep("run", "--report", "-", "fork-wait");
        assertEquals(undisturbed, run.end());
    }

    /** The lines of the guide's session with gdb: what is typed, behind the prompt, and what is printed. */
    private static List<String> session() throws IOException {
        try (Stream<String> lines = Files.lines(GUIDE)) {
            return lines.dropWhile(line -> !line.startsWith("    " + PROMPT + "target"))
                    .takeWhile(line -> line.isEmpty() || line.startsWith("    "))
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.substring(4))
                    .toList();
        }
    }
}
