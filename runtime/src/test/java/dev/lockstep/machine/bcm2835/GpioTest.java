package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pin 20 drives pin 21 by a wire; FSEL2 at 20200008 has pin 20 in its lowest bits. */
class GpioTest {
    private final TestBoard board =
            new TestBoard("", false, List.of(Wire.parse("20:21"), Wire.parse("40:50")), Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                // function select
                "20200004 <- ffffffff; 20200004 = 3fffffff; 20200014 <- 249; 20200014 = 249; 20200000 = 0",
                // pulls at reset (table 6-31): 0 to 8 up, 34 to 36 and 46 to 53 up; here 40 by its wire to 50
                "20200034 = 1ff; 20200038 = 3fc11c",
                // an output drives itself and, by the wire, the other
                "20200008 <- 1; 20200034 = 1ff; 2020001c <- 100000; 20200034 = 3001ff; 20200028 <- 100000; 20200034 = 1ff",
                // what was set while an input shows once it is an output
                "2020001c <- 100000; 20200034 = 1ff; 20200008 <- 1; 20200034 = 3001ff",
                // clearing others leaves it; set and clear read as 0
                "20200008 <- 1; 2020001c <- 100000; 20200028 <- 200000; 20200034 = 3001ff; 2020001c = 0; 20200028 = 0",
                // two outputs against each other: low wins
                "20200008 <- 9; 2020001c <- 100000; 20200034 = 1ff; 2020001c <- 200000; 20200034 = 3001ff",
                // pins from 32 on
                "20200010 <- 1; 20200038 = 3bc01c; 20200020 <- 100; 20200038 = 3fc11c; 2020002c <- 100; 20200038 = 3bc01c",
                // pulls: control, then clock
                "20200094 <- 2; 20200098 <- 200000; 20200094 <- 0; 20200098 <- 0; 20200034 = 3001ff",
                "20200094 <- 1; 20200098 <- 1; 20200034 = 1fe; 20200094 <- 0; 20200098 <- 0; 20200034 = 1fe",
                // rising edge on 21, cleared by a one; the falling one is not seen
                "20200008 <- 1; 2020004c <- 200000; 2020001c <- 100000; 20200040 = 200000; 20200028 <- 100000; 20200040 = 200000;"
                        + "20200040 <- 200000; 20200040 = 0",
                // falling edge
                "20200008 <- 1; 20200058 <- 200000; 2020001c <- 100000; 20200040 = 0; 20200028 <- 100000; 20200040 = 200000",
                // asynchronous edges
                "20200008 <- 1; 2020007c <- 200000; 2020001c <- 100000; 20200040 = 200000",
                "20200008 <- 1; 20200088 <- 200000; 2020001c <- 100000; 20200028 <- 100000; 20200040 = 200000",
                // levels come back as long as they last
                "20200008 <- 1; 20200064 <- 200000; 20200040 = 0; 2020001c <- 100000; 20200040 = 200000; 20200040 <- 200000;"
                        + "20200040 = 200000; 20200028 <- 100000; 20200040 <- 200000; 20200040 = 0",
                "20200070 <- 200000; 20200040 = 200000; 20200008 <- 1; 2020001c <- 100000; 20200040 <- 200000; 20200040 = 0",
                // enables read back
                "2020004c <- 12; 20200050 <- 34; 2020004c = 12; 20200050 = 34; 20200058 = 0",
                // interrupts: line 49 for the first bank and 52 for all
                "2000b214 <- ffffffff; 20200008 <- 1; 2020004c <- 200000; no irq; 2020001c <- 100000; irq; 2000b208 = 120000;"
                        + "20200040 <- 200000; no irq",
                // line 50 for pins 28 to 45, 51 for those above
                "2000b214 <- ffffffff; 20200074 <- 200; 2000b208 = 140000; 20200074 <- 0; 20200044 <- 200; 20200068 <- 40000; 2000b208 = 180000",
            })
    void behavesAsTheGuideSays(String steps) {
        board.run(steps);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "20:", "20:54", "a:b", "20:21:22", "-1:3"})
    void refusesAWireThatIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Wire.parse(text));
    }

    @Test
    void tellsOfReservedRegisters() {
        board.run("20200018 = 0; 20200024 = 0; 20200090 <- 1");
        assertEquals(List.of("20200018", "20200024", "20200090"), board.unmodelled());
    }
}
