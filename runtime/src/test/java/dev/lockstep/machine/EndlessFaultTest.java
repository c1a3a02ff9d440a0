package dev.lockstep.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.processor.Ending;
import org.junit.jupiter.api.Test;

/** Exceptions that lead to themselves end a run; those that a handler deals with do not. */
class EndlessFaultTest {
    private static final int RETURN_TO_IT = 0xe25ef004; // subs pc, lr, #4
    private static final int UNDEFINED = 0xe7f000f0;

    private final TestGuest guest = new TestGuest("");

    @Test
    void anExceptionWithoutAHandlerIsReported() {
        Ending ending = guest.run(0xe7f000f0);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("an undefined instruction at 0x00008000"), ending.text());
    }

    @Test
    void aHandlerThatTakesItsOwnExceptionIsReported() {
        // str r0, [r1]: an undefined instruction becomes the vector of undefined instructions
        guest.write(4, 0xe7f000f0);
        Ending ending = guest.run(0xe7f000f0);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("without end"), ending.text());
    }

    /** Each time an instruction of the handler retires, so that the faults do not come in a row. */
    @Test
    void aFaultThatIsTakenAgainAndAgainIsReported() {
        guest.write(4, RETURN_TO_IT);
        Ending ending = guest.run(UNDEFINED);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertTrue(ending.text().contains("an undefined instruction at 0x00008000 again and again"), ending.text());
    }

    /** At 0x40, for undefined instructions. */
    private void handler(int... words) {
        guest.write(4, 0xea00000d);
        guest.write(0x40, words);
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
        assertEquals(Ending.Kind.LIMIT, guest.run(UNDEFINED).kind());
    }

    @Test
    void aHandlerThatLooksAtTheTimeIsLeftAlone() {
        handler(
                0xe59fd004, // ldr sp, timer
                0xe59dd000, // ldr sp, [sp]
                RETURN_TO_IT,
                0x20003004);
        assertEquals(Ending.Kind.LIMIT, guest.run(UNDEFINED).kind());
    }

    @Test
    void aHandlerThatLooksAtTheCycleCountIsLeftAlone() {
        // mrc p15, 0, sp, c15, c12, 1
        handler(0xee1fdf3c, RETURN_TO_IT);
        assertEquals(Ending.Kind.LIMIT, guest.run(UNDEFINED).kind());
    }
}
