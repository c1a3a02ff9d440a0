package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardTest {
    private final TestBoard board = new TestBoard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // SPI0 is done and has room; its bits to clear FIFOs read as 0
                "20204000 = 50000; 20204000 <- b0; 20204000 = 50080; 20204004 = 0; 20204008 <- 40; 20204008 = 40",
                // nobody acknowledges on either I2C bus
                "20205004 = 152; 20804004 = 152; 2080400c <- 48; 2080400c = 48; 20804010 = 0",
                // PWM's FIFO is empty
                "2020c004 = 2; 2020c010 <- 400; 2020c010 = 400; 2020c024 <- 5; 2020c024 = 5",
                // PCM has room to send
                "20203000 = 2a0000; 20203004 = 0; 20203008 <- 1; 20203008 = 1",
                // a clock is busy while enabled, and needs the password
                "201010a0 <- 11; 201010a0 = 0; 201010a0 <- 5a000011; 201010a0 = 91; 201010a4 <- 5a005000; 201010a4 = 5000;"
                        + "201010a0 <- 5a000001; 201010a0 = 1",
                // random numbers: the same each time; the first is 723471715, as Marsaglia gives it
                "20104004 = 0; 20104008 = 0; 20104004 <- 40000; 20104000 <- 1; 20104004 = 1040000; 20104008 = 2b1f4d63",
            })
    void quietDevicesAnswerAsWithNothingToDo(String steps) {
        board.run(steps);
    }

    @Test
    void nothingIsPendingOrDueAtTheStart() {
        board.run("2000b210 <- ffffffff; 2000b214 <- ffffffff; 2000b218 <- ff; 2000b210 <- 0; @7000; no irq; no fiq");
        board.run("2000b21c <- f");
        assertEquals(Long.MAX_VALUE, board.memory().due());
        assertEquals(Optional.empty(), board.board().ended());
    }

    @Test
    void theFastInterruptTakesALineThatIsNotEnabled() {
        board.run("2000b20c <- 81; 20003010 <- 5; @3499; no fiq; @3500; fiq; no irq");
    }

    @Test
    void registersThatNobodyModelsAreTold() {
        board.run("20980000 = 0; 20215080 <- 1");
        assertEquals(List.of("20980000", "20215080"), board.unmodelled());
    }

    @Test
    void outputThatEndsNoLineIsSeenAfterAFlush() {
        board.run("20215004 <- 1; 20215040 <- 61");
        board.board().flush();
        assertEquals("a", board.output());
    }
}
