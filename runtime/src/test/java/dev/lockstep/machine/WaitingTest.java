package dev.lockstep.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.processor.Ending;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Waiting for an interrupt ends the run when nothing will ever raise one. */
class WaitingTest {
    private static final int STAY = 0xeafffffe;
    private static final int WAIT = 0xee070f90;
    private static final int NOWHERE = 0x30000000;

    private final TestGuest guest = new TestGuest("");

    @Test
    void waitingWithNothingArmedEndsIt() {
        Ending ending = guest.run(WAIT, STAY);
        assertEquals(Ending.Kind.IDLE, ending.kind());
        assertTrue(ending.text().contains("0x00008004"), ending.text());
    }

    /** Control blocks are at 0x1000; channel 3 is told to do them. */
    private void transfer(int source, int next) {
        guest.write(0x1000, 0x110, source, 0x2000, 4, 0, next);
        guest.write(0x20007304, 0x1000);
        guest.write(0x20007300, 1);
    }

    @Test
    void aStrayAccessOfDmaIsToldWithItsChannel() {
        transfer(NOWHERE, 0);
        assertEquals(
                List.of("load of 0x30000000 by DMA channel 3: nothing is modelled there; reads 0"), guest.warnings());
    }

    @Test
    void waitingWithNothingButDmaWithoutEndEndsIt() {
        transfer(0x3000, 0x1000);
        Ending ending = guest.run(WAIT, STAY);
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
        guest.write(0x2000b210, 1);
        guest.write(0x2000300c, 5_000);
        Ending ending = guest.run(WAIT, STAY);
        assertEquals(Ending.Kind.LIMIT, ending.kind());
        assertEquals(0x8004, guest.machine().processor().cpu().pc());
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

    private static TestGuest receiving(InputStream input) {
        TestGuest made = new TestGuest(Optional.of(input), "");
        made.write(0x2000b210, 1 << 29);
        made.load(RECEIVES);
        return made;
    }

    @Test
    void waitingForInputThatHasEndedEndsIt() {
        Ending ending =
                receiving(new ByteArrayInputStream(new byte[0])).machine().run(10_000_000);
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
        Machine waiting = receiving(late).machine();
        Ending ending = waiting.run(10_000_000);
        assertEquals(Ending.Kind.IDLE, ending.kind());
        assertTrue(ending.text().contains("0x0000801c"), ending.text());
        assertEquals('a', waiting.processor().cpu().r[2]);
    }

    @Test
    void anInputThatCannotBeReadHasEnded() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        assertEquals(
                Ending.Kind.IDLE, receiving(closed).machine().run(10_000_000).kind());
    }
}
