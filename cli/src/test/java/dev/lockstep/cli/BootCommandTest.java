package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels of kernel/guest print what their expected outputs say, and end as cases.txt says. */
@Execution(ExecutionMode.CONCURRENT)
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
    void shouldTraceInstructionsWithTheirMode() {
        String err = boot("--max-steps", "200", "--trace", "instructions", kernel("modes"))
                .err();

        assertEquals(
                List.of(
                        "lockstep: trace: after 0 instructions, svc 0x00008000: e58f2000 str r2, [pc]",
                        "lockstep: trace: after 1 instructions, svc 0x00008004: ea0002b9 b 0x8af0"),
                err.lines().limit(2).toList());
        assertEquals(
                200,
                err.lines().filter(line -> line.contains(" instructions, ")).count(),
                err);
    }

    @Test
    void shouldTraceDevicesByTheNameOfTheRegister() {
        String err = boot("--trace", "devices", kernel("timer-irq")).err();

        assertTrue(err.contains("store of 0x20200004, GPIO GPFSEL1: 0x"), err);
        assertTrue(err.contains("load of 0x20003004, system timer CLO: 0x"), err);
    }

    @Test
    void shouldTraceWalksEntriesAndRefusalsTogetherWithExceptions() {
        String err = boot("--trace", "mmu,exceptions", kernel("page-tables")).err();

        assertTrue(err.contains(" mmu: descriptor at 0x"), err);
        assertTrue(err.contains(" 1024 KB, domain "), err);
        assertTrue(err.contains(" mmu: refused WRITE at 0x"), err);
        assertTrue(err.contains(": a data abort at 0x"), err);
    }

    @Test
    void shouldRefuseToTraceWhatItDoesNotKnow() {
        assertEquals(2, boot("--trace", "mmu,caches", kernel("rfe")).status());
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

    @Test
    void shouldNotCallAPanicAGoodEnd() {
        Outcome outcome = boot("--until", "PANIC", kernel("garbage"));

        assertEquals(1, outcome.status());
        assertTrue(outcome.err().contains("ended: sent \"PANIC\""), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x8001", "0x8002"})
    void shouldRefuseAnAddressThatIsNotAlignedToAWord(String address) {
        Outcome outcome = boot("--at", address, kernel("rfe"));

        assertEquals(2, outcome.status());
        assertEquals("lockstep: --at: found " + address + ", wanted a multiple of 4\n", outcome.err());
    }

    @Test
    void shouldRefuseACardThatIsAFolder(@TempDir Path folder) {
        Outcome outcome = boot("--sd", folder.toString(), kernel("rfe"));

        assertEquals(2, outcome.status());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains(folder + ": cannot be read"), outcome.err());
    }

    /** ldr r0, =0x30000000; ldr r0, [r0]; b . */
    private static Path stray(Path folder) throws IOException {
        ByteBuffer code = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        code.putInt(0xe59f0004).putInt(0xe5900000).putInt(0xeafffffe).putInt(0x30000000);
        return Files.write(folder.resolve("stray.img"), code.array());
    }

    @Test
    void shouldAbortAccessesToNowhereWhenAskedTo(@TempDir Path folder) throws IOException {
        String kernel = stray(folder).toString();

        assertTrue(boot("--max-steps", "100", kernel).err().contains("warning: load of 0x30000000"));
        assertTrue(boot("--nowhere=abort", kernel).err().contains("took a data abort at 0x00008004"));
    }

    @Test
    void shouldLetTimeFollowTheHostsClock() throws IOException {
        Outcome outcome = boot("--clock=host", kernel("rfe"));

        assertEquals(Files.readString(GUEST.resolve("expected").resolve("rfe.txt")), outcome.out());
        assertEquals(0, outcome.status(), outcome.err());
    }

    /** The kernel waits for the system timer, and reboots. */
    @Test
    void shouldWaitAsLongAsTheHost(@TempDir Path folder) throws IOException {
        int[] words = {
            0xe59f0028, // ldr r0, timer
            0xe5901004, // ldr r1, [r0, #4]
            0xe2811b61, // add r1, r1, #99328 microseconds
            0xe5902004, // ldr r2, [r0, #4]
            0xe0523001, // subs r3, r2, r1
            0x4afffffc, // bmi to the load
            0xe59f0014, // ldr r0, watchdog
            0xe59f1014, // ldr r1, one tick
            0xe5801024, // str r1, [r0, #0x24]
            0xe59f1010, // ldr r1, full reset
            0xe580101c, // str r1, [r0, #0x1c]
            0xeafffffe, // b .
            0x20003000,
            0x20100000,
            0x5a000001,
            0x5a000020
        };
        ByteBuffer code = ByteBuffer.allocate(Integer.BYTES * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            code.putInt(word);
        }
        Path kernel = Files.write(folder.resolve("wait.img"), code.array());
        long before = System.nanoTime();

        assertEquals(0, boot("--clock=host", kernel.toString()).status());

        assertTrue(System.nanoTime() - before >= 99_328_000L);
    }
}
