package dev.lockstep.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.bcm2835.BoardOptions;
import dev.lockstep.machine.processor.Ending;
import dev.lockstep.machine.processor.Mode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int STAY = 0xeafffffe;
    private static final int WAIT = 0xee070f90;
    private static final int NOWHERE = 0x30000000;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<String> warnings = new ArrayList<>();
    private final Machine machine = machine("DONE");

    private Machine machine(String text) {
        Marker marker = new Marker(sent, text);
        return new Machine(16, false, BoardOptions.to(marker), marker, warnings::add);
    }

    private Ending run(int... words) {
        ByteBuffer image = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            image.putInt(word);
        }
        assertTrue(machine.load(image.array(), Machine.DEFAULT_ADDRESS));
        return machine.run(10_000_000);
    }

    private int word(int address) {
        return machine.memory().read(address, 4);
    }

    @Test
    void aKernelIsEnteredAsTheFirmwareDoes() {
        run(STAY);
        int[] r = machine.processor().cpu().r;
        assertEquals(0, r[0]);
        assertEquals(0xc42, r[1]);
        assertEquals(0x100, r[2]);
        assertEquals(0x1d3, machine.processor().cpu().cpsr() & 0x1ff);
        assertEquals(Mode.SVC, machine.processor().modes().mode());
    }

    @Test
    void theTagsTellHowMuchMemoryThereIs() {
        assertEquals(0x54410001, word(0x104));
        int memory = 0x100 + 4 * word(0x100);
        assertEquals(0x54410002, word(memory + 4));
        assertEquals(16 << 20, word(memory + 8));
        assertEquals(0, word(memory + 12));
        assertEquals(0, word(memory + 4 * word(memory) + 4));
    }

    /** A machine whose kernel is told this. */
    private Machine told(String commandLine) {
        Marker marker = new Marker(sent, "DONE");
        var options = new BoardOptions(marker, Optional.empty(), false, List.of(), Optional.empty(), commandLine);
        return new Machine(16, false, options, marker, warnings::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "abc", "scheme=small", "mmu=toggled quantum=1"})
    void theTagsTellTheCommandLineWithAZeroBehindIt(String text) {
        Machine told = told(text);
        int tag = 0x100 + 4 * (5 + 4);
        int words = told.memory().read(tag, 4);
        assertEquals(0x54410009, told.memory().read(tag + 4, 4));
        for (int i = 0; i < text.length(); i++) {
            assertEquals(text.charAt(i), told.memory().read(tag + 8 + i, 1));
        }
        assertEquals(0, told.memory().read(tag + 8 + text.length(), 1));
        assertEquals(2 + (text.length() + 4) / 4, words);
        assertEquals(0, told.memory().read(tag + 4 * words, 4));
        assertEquals(0, told.memory().read(tag + 4 * words + 4, 4));
    }

    @Test
    void theLongestCommandLineFitsBelowTheKernel() {
        Machine told = told("x".repeat(BoardOptions.MOST_COMMAND_LINE));
        assertEquals(2 + 256, told.memory().read(0x124, 4));
        assertTrue(0x124 + 4 * (2 + 256 + 2) <= Machine.DEFAULT_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 5000})
    void aCommandLineThatIsTooLongIsToldWithItsLengthAndTheLimit(int length) {
        var told = assertThrows(IllegalArgumentException.class, () -> told("x".repeat(length)));
        assertEquals(length + " characters, wanted at most 1023 of a command line", told.getMessage());
    }

    @Test
    void aCommandLineIsPrintableAscii() {
        var told = assertThrows(IllegalArgumentException.class, () -> told("scheme=\u00e4"));
        assertEquals("the character U+00E4, wanted printable ASCII only in a command line", told.getMessage());
    }

    @Test
    void theLimitEndsARunThatCanGoOn() {
        Ending ending = run(STAY);
        assertEquals(Ending.Kind.LIMIT, ending.kind());
        assertEquals(10_000_000, machine.processor().now());
        assertEquals(Ending.Kind.LIMIT, machine.run(10_000_001).kind());
        assertEquals(10_000_001, machine.processor().now());
    }

    @Test
    void waitingWithNothingArmedEndsIt() {
        Ending ending = run(WAIT, STAY);
        assertEquals(Ending.Kind.IDLE, ending.kind());
        assertTrue(ending.text().contains("0x00008004"), ending.text());
    }

    @Test
    void aRebootEndsIt() {
        // ldr r0, =0x20100000; ldr r1, =0x5a000001; str r1, [r0, #0x24]; ldr r1, =0x5a000020; str r1, [r0, #0x1c]; b .
        Ending ending = run(
                0xe59f0010, 0xe59f1010, 0xe5801024, 0xe59f100c, 0xe580101c, STAY, 0x20100000, 0x5a000001, 0x5a000020);
        assertEquals(new Ending(Ending.Kind.BOARD, "reboot"), ending);
    }

    /** The letters of a text go to the PL011 one by one. */
    @Test
    void aTextThatWasSentEndsIt() {
        Ending ending = run(
                0xe59f0028, // ldr r0, gpio
                0xe3a01901, // mov r1, #0x4000: pin 14 sends
                0xe5801004, // str r1, [r0, #4]
                0xe59f0020, // ldr r0, uart
                0xe3a01060, // mov r1, #0x60: eight bits
                0xe580102c, // str r1, [r0, #0x2c]
                0xe59f1018, // ldr r1, enabled
                0xe5801030, // str r1, [r0, #0x30]
                0xe28f2014, // adr r2, text
                0xe4d23001, // ldrb r3, [r2], #1
                0xe5803000, // str r3, [r0]
                0xeafffffc, // b to the ldrb
                0x20200000,
                0x20201000,
                0x00000301,
                0x4f444f44,
                0x4e4f444e,
                0x21212145);
        assertEquals(Ending.Kind.MARKER, ending.kind());
        assertEquals("DODONDONE", sent.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void aStoreToNowhereIsOneWarning() {
        // ldr r0, =NOWHERE; str r0, [r0]; b to the store
        run(0xe59f0004, 0xe5800000, 0xeafffffd, NOWHERE);
        assertEquals(List.of("store of 0x30000000 at pc 0x00008004: nothing is modelled there; lost"), warnings);
    }

    @Test
    void aJumpToNowhereIsReported() {
        // ldr pc, =NOWHERE
        Ending ending = run(0xe51ff004, NOWHERE);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("0x30000000"), ending.text());
    }

    @Test
    void anExceptionWithoutAHandlerIsReported() {
        Ending ending = run(0xe7f000f0);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("an undefined instruction at 0x00008000"), ending.text());
    }

    @Test
    void aHandlerThatTakesItsOwnExceptionIsReported() {
        // str r0, [r1]: an undefined instruction becomes the vector of undefined instructions
        machine.memory().write(4, 0xe7f000f0, 4);
        Ending ending = run(0xe7f000f0);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("without end"), ending.text());
    }

    @Test
    void aModeThatDoesNotExistIsReported() {
        // cps #0x15
        Ending ending = run(0xf1020015, STAY);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("0x15"), ending.text());
    }

    @Test
    void anImageThatDoesNotFitIsRefused() {
        assertFalse(machine.load(new byte[8], (16 << 20) - 4));
    }

    /** Garbage ends somehow, or runs on; never in a Java exception. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void garbageEndsInAReport(int seed) {
        SplittableRandom random = new SplittableRandom(SEED + seed);
        for (int round = 0; round < 20; round++) {
            Machine fresh = machine("");
            for (int address = 0; address < 0x20; address += 4) {
                fresh.memory().write(address, random.nextInt(), 4);
            }
            byte[] garbage = new byte[4096];
            random.nextBytes(garbage);
            fresh.load(garbage, Machine.DEFAULT_ADDRESS);
            Ending ending = fresh.run(50_000);
            assertFalse(ending.text().isEmpty());
        }
    }
}
