package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptControllerTest {
    private static final int BASIC_PENDING = 0x00;
    private static final int PENDING_1 = 0x04;
    private static final int PENDING_2 = 0x08;
    private static final int FIQ_CONTROL = 0x0c;
    private static final int ENABLE_1 = 0x10;
    private static final int ENABLE_2 = 0x14;
    private static final int ENABLE_BASIC = 0x18;
    private static final int DISABLE_1 = 0x1c;

    private final InterruptController controller = new InterruptController();

    /** Guide 7.5: which line shows where. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "0  : 00000100 : 00000001 : 0",
                "7  : 00000400 : 00000080 : 0",
                "9  : 00000800 : 00000200 : 0",
                "10 : 00001000 : 00000400 : 0",
                "18 : 00002000 : 00040000 : 0",
                "19 : 00004000 : 00080000 : 0",
                "29 : 00000100 : 20000000 : 0",
                "31 : 00000100 : 80000000 : 0",
                "32 : 00000200 : 0        : 00000001",
                "49 : 00000200 : 0        : 00020000",
                "53 : 00008000 : 0        : 00200000",
                "54 : 00010000 : 0        : 00400000",
                "55 : 00020000 : 0        : 00800000",
                "56 : 00040000 : 0        : 01000000",
                "57 : 00080000 : 0        : 02000000",
                "62 : 00100000 : 0        : 40000000",
                "63 : 00000200 : 0        : 80000000",
                "64 : 00000001 : 0        : 0",
                "65 : 00000002 : 0        : 0",
                "71 : 00000080 : 0        : 0",
            })
    void aLineShowsInItsPlaces(int line, String basic, String pending1, String pending2) {
        controller.line(line).drive(true);
        assertEquals(0, controller.read(BASIC_PENDING));
        assertFalse(controller.irq());
        controller.write(ENABLE_1, -1);
        controller.write(ENABLE_2, -1);
        controller.write(ENABLE_BASIC, -1);
        assertEquals(Integer.parseUnsignedInt(basic, 16), controller.read(BASIC_PENDING));
        assertEquals(Integer.parseUnsignedInt(pending1, 16), controller.read(PENDING_1));
        assertEquals(Integer.parseUnsignedInt(pending2, 16), controller.read(PENDING_2));
        assertTrue(controller.irq());
        controller.line(line).drive(false);
        assertFalse(controller.irq());
    }

    @Test
    void enablingAddsAndDisablingTakesAway() {
        controller.write(ENABLE_1, 0b0110);
        controller.write(ENABLE_1, 0b1000);
        controller.write(DISABLE_1, 0b0010);
        assertEquals(0b1100, controller.read(ENABLE_1));
        assertEquals(0b1100, controller.read(DISABLE_1));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "31", "32", "63", "64", "71"})
    void anyLineMayBeTheFastInterrupt(int line) {
        controller.line(line).drive(true);
        controller.write(FIQ_CONTROL, line);
        assertFalse(controller.fiq());
        controller.write(FIQ_CONTROL, 0x80 | line);
        assertTrue(controller.fiq());
        assertFalse(controller.irq());
        assertTrue(controller.line(line).enabled());
        controller.line(line).drive(false);
        assertFalse(controller.fiq());
    }

    @Test
    void aFastInterruptFromNowhereNeverComes() {
        for (int line = 0; line < 72; line++) {
            controller.line(line).drive(true);
        }
        controller.write(FIQ_CONTROL, 0x80 | 72);
        assertFalse(controller.fiq());
    }
}
