package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 14 cycles are 5 clocks of the core; pre-divider 249 makes a tick a microsecond, 700 cycles. */
class ArmTimerTest {
    private final TestBoard board = new TestBoard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // at reset
                "2000b408 = 3e0020; 2000b41c = 7d; 2000b40c = 544d5241; 2000b404 = 0; 2000b410 = 0",
                // it stands still until it is enabled
                "2000b400 <- 64; @7000; 2000b404 = 64; 2000b400 = 64; 2000b418 = 64",
                // a tick a microsecond, down to 0, and on from the load value
                "2000b41c <- f9; 2000b400 <- 3; 2000b408 <- a0; @699; 2000b404 = 3; @700; 2000b404 = 2; @2099; 2000b404 = 1",
                "2000b41c <- f9; 2000b400 <- 3; 2000b408 <- a0; @2100; 2000b404 = 0; @2800; 2000b404 = 3; @5600; 2000b404 = 3",
                // prescaling by 16 and 256; 3 does not
                "2000b41c <- 0; 2000b400 <- 100; 2000b408 <- 84; @44; 2000b404 = 100; @45; 2000b404 = ff",
                "2000b41c <- 0; 2000b400 <- 100; 2000b408 <- 88; @716; 2000b404 = 100; @717; 2000b404 = ff",
                "2000b41c <- 0; 2000b400 <- 100; 2000b408 <- 8c; @2; 2000b404 = 100; @3; 2000b404 = ff",
                // 16 and 32 bits
                "2000b400 <- 12345; 2000b408 <- 80; 2000b404 = 2345",
                "2000b408 <- 82; 2000b400 <- 12345; 2000b404 = 12345",
                // the interrupt at 0; raw and masked; cleared by any store
                "2000b41c <- f9; 2000b400 <- 3; 2000b408 <- 80; @2099; 2000b410 = 0; @2100; 2000b410 = 1; 2000b414 = 0",
                "2000b41c <- f9; 2000b400 <- 3; 2000b408 <- a0; @2100; 2000b414 = 1; 2000b40c <- 0; 2000b410 = 0; 2000b414 = 0",
                "2000b218 <- 1; 2000b41c <- f9; 2000b400 <- 3; 2000b408 <- a0; @2099; no irq; @2100; irq; 2000b200 = 1; 2000b40c <- 1; no irq",
                // periods of one tick more than the load value
                "2000b218 <- 1; 2000b41c <- f9; 2000b400 <- 3; 2000b408 <- a0; @2100; 2000b40c <- 1; @4899; no irq; @4900; irq",
                // the reload register counts from the next period on
                "2000b41c <- f9; 2000b400 <- 3; 2000b408 <- a0; @700; 2000b418 <- 9; 2000b404 = 2; @2100; 2000b404 = 0; @2800; 2000b404 = 9",
                // stopped, it keeps its value
                "2000b41c <- f9; 2000b400 <- 9; 2000b408 <- a0; @2100; 2000b408 <- 20; @9000; 2000b404 = 6; 2000b408 <- a0; @9700; 2000b404 = 5",
                // the free-running counter: the core clock by its prescaler + 1
                "2000b408 <- f90220; @700; 2000b420 = 1; @7000; 2000b420 = a; 2000b408 <- f90020; @9000; 2000b420 = a",
                "2000b408 <- 200; @14; 2000b420 = 5",
            })
    void behavesAsTheGuideSays(String steps) {
        board.run(steps);
    }

    @Test
    void isDueWhenItReachesZero() {
        board.run("2000b41c <- f9; 2000b400 <- 3; 2000b408 <- a0");
        assertEquals(Long.MAX_VALUE, board.memory().due());
        board.run("2000b218 <- 1");
        assertEquals(2100, board.memory().due());
        board.run("@2100; 2000b40c <- 1");
        assertEquals(4900, board.memory().due());
        board.run("2000b408 <- 80");
        assertEquals(Long.MAX_VALUE, board.memory().due());
    }

    @Test
    void isDueExactlyThoughATickIsNoWholeNumberOfCycles() {
        board.run("2000b41c <- 0; 2000b218 <- 1; 2000b400 <- 3; 2000b408 <- a0");
        for (long due : new long[] {9, 20, 31, 42}) {
            assertEquals(due, board.memory().due());
            board.run("@" + (due - 1) + "; no irq; @" + due + "; irq; 2000b40c <- 1");
        }
    }
}
