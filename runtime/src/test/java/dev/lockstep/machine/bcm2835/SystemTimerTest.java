package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemTimerTest {
    private final TestBoard board = new TestBoard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // CLO, CHI count microseconds
                "20003004 = 0; @699; 20003004 = 0; @700; 20003004 = 1; 20003008 = 0",
                "@3006477107199; 20003004 = ffffffff; 20003008 = 0; @3006477107200; 20003004 = 0; 20003008 = 1",
                // a match sets its bit of CS; writing a one clears it
                "20003010 <- 5; @3499; 20003000 = 0; @3500; 20003000 = 2; 20003000 <- d; 20003000 = 2; 20003000 <- 2; 20003000 = 0",
                "2000300c <- 1; 20003018 <- 2; @1400; 20003000 = 9; 20003000 <- 1; 20003000 = 8",
                // compares read back
                "20003014 <- 12345678; 20003014 = 12345678; 20003010 = 0",
                // compares that are behind match after the counter has wrapped around
                "@7000; 20003010 <- 9; @14000; 20003000 = 0; @3006477113499; 20003000 = d; @3006477113500; 20003000 = f",
                // the counter cannot be set
                "20003004 <- 5; 20003008 <- 5; 20003004 = 0; 20003008 = 0",
                // the interrupt
                "2000b210 <- 2; 20003010 <- 5; @3499; no irq; @3500; irq; 2000b204 = 2; 20003000 <- 2; no irq",
                // enabled after the match
                "20003010 <- 5; @4000; no irq; 2000b210 <- 2; @4000; irq",
            })
    void behavesAsTheGuideSays(String steps) {
        board.run(steps);
    }

    @Test
    void isDueAtTheMatchThatInterrupts() {
        board.run("20003010 <- 5; 20003018 <- 7");
        assertEquals(Long.MAX_VALUE, board.memory().due());
        board.run("2000b210 <- 8");
        assertEquals(4900, board.memory().due());
        board.run("2000b210 <- 2");
        assertEquals(3500, board.memory().due());
        board.run("@3500");
        assertEquals(4900, board.memory().due());
    }
}
