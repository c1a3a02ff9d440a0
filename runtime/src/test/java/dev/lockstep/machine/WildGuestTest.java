package dev.lockstep.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.processor.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a guest that goes where nothing is, and when its run is ended. */
class WildGuestTest {
    private static final int STAY = 0xeafffffe;
    private static final int NOWHERE = 0x30000000;

    private final TestGuest guest = new TestGuest("");

    @Test
    void aStoreToNowhereIsOneWarning() {
        // ldr r0, =NOWHERE; str r0, [r0]; b to the store
        guest.run(0xe59f0004, 0xe5800000, 0xeafffffd, NOWHERE);
        assertEquals(
                List.of("store of 0x30000000 at pc 0x00008004: nothing is modelled there; lost"), guest.warnings());
    }

    @Test
    void aStoreToEachWordOfAPageIsOneWarning() {
        // ldr r0, =NOWHERE; str r1, [r0]; add r0, r0, #4; b to the store
        guest.load(0xe59f0008, 0xe5801000, 0xe2800004, 0xeafffffc, NOWHERE);
        guest.machine().run(3_000);
        assertEquals(
                List.of("store of 0x30000000 at pc 0x00008004: nothing is modelled there; lost"), guest.warnings());
    }

    @Test
    void storesToVeryManyPagesEndTheRun() {
        // the same, but add r0, r0, #0x1000
        guest.load(0xe59f0008, 0xe5801000, 0xe2800a01, 0xeafffffc, NOWHERE);
        assertEquals(Ending.Kind.LIMIT, guest.machine().run(2_997).kind());
        Ending ending = guest.machine().run(30_000);
        assertEquals(
                new Ending(
                        Ending.Kind.WILD,
                        "the guest goes on to access what is not there: 1000 places, last store of 0x303e7000 at pc 0x00008004,"
                                + " sp 0x00000000"),
                ending);
        assertEquals(1000, guest.warnings().size());
    }

    @Test
    void aStackThatRunsDownThroughAddressZeroEndsTheRun() {
        // mov sp, #0x8000; push {r4-r11, lr}; bl to the push
        Ending ending = guest.run(0xe3a0d902, 0xe92d4ff0, 0xebfffffd);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("1000 places, last store of 0xffc"), ending.text());
        assertTrue(ending.text().contains("sp 0xffc"), ending.text());
    }

    @Test
    void aJumpToNowhereIsReported() {
        // ldr pc, =NOWHERE
        Ending ending = guest.run(0xe51ff004, NOWHERE);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("0x30000000"), ending.text());
    }

    @Test
    void aRegisterThatIsNotThereIsToldOnceByName() {
        // mrc p15, 0, r0, c11, c0, 0, at two places; its exception returns behind it
        guest.write(4, 0xe1b0f00e);
        guest.run(0xee1b0f10, 0xee1b0f10, STAY);
        assertEquals(1, guest.warnings().size(), guest.warnings().toString());
        assertTrue(
                guest.warnings().get(0).contains("at pc 0x00008000"),
                guest.warnings().get(0));
    }

    @Test
    void veryManyRegistersThatAreNotThereAreToldOnlyUpToALimit() {
        // mrc p15, 0 to 7, r0, c0 to c15, c8 to c15, 7; their exceptions return behind them
        guest.write(4, 0xe1b0f00e);
        int[] words = new int[2048];
        for (int i = 0; i < words.length; i++) {
            words[i] = 0xee100ff8 | (i >>> 8) << 21 | (i >>> 4 & 15) << 16 | i & 7;
        }
        guest.load(words);
        guest.machine().run(5_000);
        assertEquals(1001, guest.warnings().size());
        assertEquals("further ones are not told", guest.warnings().get(1000));
    }

    @Test
    void aModeThatDoesNotExistIsReported() {
        // cps #0x15
        Ending ending = guest.run(0xf1020015, STAY);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("0x15"), ending.text());
    }

    @Test
    void monitorModeIsToldToBeLeftOut() {
        // cps #0x16
        Ending ending = guest.run(0xf1020016, STAY);
        assertTrue(ending.text().contains("set mode 0x16, monitor mode, which is not modelled, before"), ending.text());
    }
}
