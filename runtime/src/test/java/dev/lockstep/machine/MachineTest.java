package dev.lockstep.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.bcm2835.BoardOptions;
import dev.lockstep.machine.processor.Ending;
import dev.lockstep.machine.processor.Mode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
        load(words);
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

    private static final int RETURN_TO_IT = 0xe25ef004; // subs pc, lr, #4
    private static final int UNDEFINED = 0xe7f000f0;

    @Test
    void aStoreToEachWordOfAPageIsOneWarning() {
        // ldr r0, =NOWHERE; str r1, [r0]; add r0, r0, #4; b to the store
        load(0xe59f0008, 0xe5801000, 0xe2800004, 0xeafffffc, NOWHERE);
        machine.run(3_000);
        assertEquals(List.of("store of 0x30000000 at pc 0x00008004: nothing is modelled there; lost"), warnings);
    }

    @Test
    void storesToVeryManyPagesEndTheRun() {
        // the same, but add r0, r0, #0x1000
        load(0xe59f0008, 0xe5801000, 0xe2800a01, 0xeafffffc, NOWHERE);
        assertEquals(Ending.Kind.LIMIT, machine.run(2_997).kind());
        Ending ending = machine.run(30_000);
        assertEquals(
                new Ending(
                        Ending.Kind.WILD,
                        "the guest goes on to access what is not there: 1000 places, last store of 0x303e7000 at pc 0x00008004,"
                                + " sp 0x00000000"),
                ending);
        assertEquals(1000, warnings.size());
    }

    @Test
    void aStackThatRunsDownThroughAddressZeroEndsTheRun() {
        // mov sp, #0x8000; push {r4-r11, lr}; bl to the push
        Ending ending = run(0xe3a0d902, 0xe92d4ff0, 0xebfffffd);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("1000 places, last store of 0xffc"), ending.text());
        assertTrue(ending.text().contains("sp 0xffc"), ending.text());
    }

    @Test
    void veryManyRegistersThatAreNotThereAreToldOnlyUpToALimit() {
        // mrc p15, 0 to 7, r0, c0 to c15, c8 to c15, 7; their exceptions return behind them
        machine.memory().write(4, 0xe1b0f00e, 4);
        int[] words = new int[2048];
        for (int i = 0; i < words.length; i++) {
            words[i] = 0xee100ff8 | (i >>> 8) << 21 | (i >>> 4 & 15) << 16 | i & 7;
        }
        load(words);
        machine.run(5_000);
        assertEquals(1001, warnings.size());
        assertEquals("further ones are not told", warnings.get(1000));
    }

    /** Control blocks are at 0x1000; channel 3 is told to do them. */
    private void transfer(int source, int next) {
        int[] block = {0x110, source, 0x2000, 4, 0, next};
        for (int i = 0; i < block.length; i++) {
            machine.memory().write(0x1000 + 4 * i, block[i], 4);
        }
        machine.memory().write(0x20007304, 0x1000, 4);
        machine.memory().write(0x20007300, 1, 4);
    }

    @Test
    void aStrayAccessOfDmaIsToldWithItsChannel() {
        transfer(NOWHERE, 0);
        assertEquals(List.of("load of 0x30000000 by DMA channel 3: nothing is modelled there; reads 0"), warnings);
    }

    @Test
    void waitingWithNothingButDmaWithoutEndEndsIt() {
        transfer(0x3000, 0x1000);
        Ending ending = run(WAIT, STAY);
        assertEquals(
                new Ending(
                        Ending.Kind.IDLE,
                        "waits for an interrupt at 0x00008004 with nothing at work but a DMA chain without end or interrupt"),
                ending);
    }

    /** The system timer's first compare, which is enabled, comes after very many rounds. */
    @Test
    void waitingForATimerBesideDmaWithoutEndWaits() {
        transfer(0x3000, 0x1000);
        machine.memory().write(0x2000b210, 1, 4);
        machine.memory().write(0x2000300c, 5_000, 4);
        Ending ending = run(WAIT, STAY);
        assertEquals(Ending.Kind.LIMIT, ending.kind());
        assertEquals(0x8004, machine.processor().cpu().pc());
    }

    @Test
    void monitorModeIsToldToBeLeftOut() {
        // cps #0x16
        Ending ending = run(0xf1020016, STAY);
        assertTrue(ending.text().contains("set mode 0x16, monitor mode, which is not modelled, before"), ending.text());
    }

    @Test
    void aRegisterThatIsNotThereIsToldOnceByName() {
        // mrc p15, 0, r0, c11, c0, 0, at two places; its exception returns behind it
        machine.memory().write(4, 0xe1b0f00e, 4);
        run(0xee1b0f10, 0xee1b0f10, STAY);
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("at pc 0x00008000"), warnings.get(0));
    }

    /** Each time an instruction of the handler retires, so that the faults do not come in a row. */
    @Test
    void aFaultThatIsTakenAgainAndAgainIsReported() {
        machine.memory().write(4, RETURN_TO_IT, 4);
        Ending ending = run(UNDEFINED);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("an undefined instruction at 0x00008000 again and again"), ending.text());
    }

    @Test
    void aHandlerThatCountsFaultsInMemoryIsLeftAlone() {
        handler(
                0xe59fd014, // ldr sp, counter
                0xe58d0004, // str r0, [sp, #4]
                0xe59d0000, // ldr r0, [sp]
                0xe2800001, // add r0, r0, #1
                0xe58d0000, // str r0, [sp]
                0xe59d0004, // ldr r0, [sp, #4]
                RETURN_TO_IT,
                0x2000);
        assertEquals(Ending.Kind.LIMIT, run(UNDEFINED).kind());
    }

    @Test
    void aHandlerThatLooksAtTheTimeIsLeftAlone() {
        handler(
                0xe59fd004, // ldr sp, timer
                0xe59dd000, // ldr sp, [sp]
                RETURN_TO_IT,
                0x20003004);
        assertEquals(Ending.Kind.LIMIT, run(UNDEFINED).kind());
    }

    @Test
    void aHandlerThatLooksAtTheCycleCountIsLeftAlone() {
        // mrc p15, 0, sp, c15, c12, 1
        handler(0xee1fdf3c, RETURN_TO_IT);
        assertEquals(Ending.Kind.LIMIT, run(UNDEFINED).kind());
    }

    /** At 0x40, for undefined instructions. */
    private void handler(int... words) {
        machine.memory().write(4, 0xea00000d, 4);
        for (int i = 0; i < words.length; i++) {
            machine.memory().write(0x40 + 4 * i, words[i], 4);
        }
    }

    private void load(int... words) {
        ByteBuffer image = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            image.putInt(word);
        }
        assertTrue(machine.load(image.array(), Machine.DEFAULT_ADDRESS));
    }

    /** The mini-UART interrupts when it has received something: ldr r0, uart; mov r1, #1; str to two registers. */
    private static final int[] RECEIVES = {
        0xe59f0018, // ldr r0, uart
        0xe3a01001, // mov r1, #1
        0xe5801004, // str r1, [r0, #4]
        0xe5801044, // str r1, [r0, #0x44]
        WAIT,
        0xe5902040, // ldr r2, [r0, #0x40]
        WAIT,
        STAY,
        0x20215000
    };

    private Machine receiving(InputStream input) {
        Marker marker = new Marker(sent, "");
        BoardOptions options = new BoardOptions(marker, Optional.of(input), false, List.of(), Optional.empty());
        Machine made = new Machine(16, false, options, marker, warnings::add);
        made.memory().write(0x2000b210, 1 << 29, 4);
        for (int i = 0; i < RECEIVES.length; i++) {
            made.memory().write(Machine.DEFAULT_ADDRESS + 4 * i, RECEIVES[i], 4);
        }
        made.processor().cpu().r[15] = Machine.DEFAULT_ADDRESS;
        return made;
    }

    @Test
    void waitingForInputThatHasEndedEndsIt() {
        Ending ending = receiving(new ByteArrayInputStream(new byte[0])).run(10_000_000);
        assertEquals(Ending.Kind.IDLE, ending.kind());
        assertTrue(ending.text().contains("0x00008014"), ending.text());
    }

    @Test
    void waitingForInputThatIsStillToComeWaits() {
        // nothing is available until somebody waits for it
        InputStream late = new ByteArrayInputStream(new byte[] {'a'}) {
            @Override
            public synchronized int available() {
                return 0;
            }
        };
        Machine waiting = receiving(late);
        Ending ending = waiting.run(10_000_000);
        assertEquals(Ending.Kind.IDLE, ending.kind());
        assertTrue(ending.text().contains("0x0000801c"), ending.text());
        assertEquals('a', waiting.processor().cpu().r[2]);
    }

    @Test
    void anInputThatCannotBeReadHasEnded() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        assertEquals(Ending.Kind.IDLE, receiving(closed).run(10_000_000).kind());
    }
}
