package dev.lockstep.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lockstep.machine.processor.Ending;
import dev.lockstep.machine.processor.Mode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a kernel is entered, and what ends its run. */
class MachineTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int STAY = 0xeafffffe;

    private final TestGuest guest = new TestGuest("DONE");

    @Test
    void aKernelIsEnteredAsTheFirmwareDoes() {
        guest.run(STAY);
        int[] r = guest.machine().processor().cpu().r;
        assertEquals(0, r[0]);
        assertEquals(0xc42, r[1]);
        assertEquals(0x100, r[2]);
        assertEquals(0x1d3, guest.machine().processor().cpu().cpsr() & 0x1ff);
        assertEquals(Mode.SVC, guest.machine().processor().modes().mode());
    }

    @Test
    void anImageThatDoesNotFitIsRefused() {
        assertFalse(guest.machine().load(new byte[8], (16 << 20) - 4));
    }

    @Test
    void theLimitEndsARunThatCanGoOn() {
        Ending ending = guest.run(STAY);
        assertEquals(Ending.Kind.LIMIT, ending.kind());
        assertEquals(10_000_000, guest.machine().processor().now());
        assertEquals(Ending.Kind.LIMIT, guest.machine().run(10_000_001).kind());
        assertEquals(10_000_001, guest.machine().processor().now());
    }

    @Test
    void aRebootEndsIt() {
        // ldr r0, =0x20100000; ldr r1, =0x5a000001; str r1, [r0, #0x24]; ldr r1, =0x5a000020; str r1, [r0, #0x1c]; b .
        Ending ending = guest.run(
                0xe59f0010, 0xe59f1010, 0xe5801024, 0xe59f100c, 0xe580101c, STAY, 0x20100000, 0x5a000001, 0x5a000020);
        assertEquals(new Ending(Ending.Kind.BOARD, "reboot"), ending);
    }

    /** The letters of a text go to the PL011 one by one. */
    @Test
    void aTextThatWasSentEndsIt() {
        Ending ending = guest.run(
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
        assertEquals("DODONDONE", guest.sent());
    }

    /** Garbage ends somehow, or runs on; never in a Java exception. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void garbageEndsInAReport(int seed) {
        SplittableRandom random = new SplittableRandom(SEED + seed);
        for (int round = 0; round < 20; round++) {
            Machine fresh = new TestGuest("").machine();
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
