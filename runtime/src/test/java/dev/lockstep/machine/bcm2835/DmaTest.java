package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Control blocks are at 0x1000; channel 0 is at 20007000. */
class DmaTest {
    private final TestBoard board = new TestBoard();

    /** A control block: TI, source, destination, length, stride, next. */
    private void block(int at, int information, int source, int destination, int length, int stride, int next) {
        int[] words = {information, source, destination, length, stride, next};
        for (int i = 0; i < words.length; i++) {
            board.store(at + 4 * i, words[i]);
        }
    }

    private void fill(int address, int bytes) {
        for (int i = 0; i < bytes; i++) {
            board.memory().write(address + i, i + 1, 1);
        }
    }

    @Test
    void shouldCopyMemory() {
        fill(0x2000, 16);
        block(0x1000, 0x110, 0xc0002000, 0xc0003001, 11, 0, 0);
        board.run(
                "20007004 <- 1000; 20007000 <- 1; 20007000 = 2; 3000 = 3020100; 3004 = 7060504; 3008 = b0a0908; 300c = 0");
        board.run("20007004 = 0; 20007008 = 110; 2000700c = c0002000; 20007010 = c0003001; 20007014 = b; 20007020 = 0");
    }

    @Test
    void shouldFillWithOneWordWhenTheSourceStays() {
        board.store(0x2000, 0x12345678);
        block(0x1000, 0x10, 0x2000, 0x3000, 8, 0, 0);
        board.run("20007004 <- 1000; 20007000 <- 1; 3000 = 12345678; 3004 = 12345678; 3008 = 0");
    }

    @Test
    void shouldFillWithZerosWhenTheSourceIsIgnored() {
        fill(0x3000, 12);
        block(0x1000, 0x810, 0x2000, 0x3000, 8, 0, 0);
        board.run("20007004 <- 1000; 20007000 <- 1; 3000 = 0; 3004 = 0; 3008 = c0b0a09");
    }

    @Test
    void shouldCopyRowsInTwoDimensions() {
        fill(0x2000, 32);
        block(0x1000, 0x112, 0x2000, 0x3000, 1 << 16 | 4, 8 << 16 | 4, 0);
        board.run("20007004 <- 1000; 20007000 <- 1; 3000 = 4030201; 3004 = 0; 300c = c0b0a09; 3010 = 0");
    }

    @Test
    void shouldFollowTheChain() {
        fill(0x2000, 8);
        block(0x1000, 0x110, 0x2000, 0x3000, 4, 0, 0x1020);
        block(0x1020, 0x110, 0x2004, 0x3100, 4, 0, 0);
        board.run("20007004 <- 1000; 20007000 <- 1; 3000 = 4030201; 3100 = 8070605");
    }

    @Test
    void shouldReachPeripheralsByTheirBusAddresses() {
        board.run("2000b41c <- 55");
        block(0x1000, 0, 0x7e00b41c, 0x3000, 4, 0, 0);
        board.run("20007004 <- 1000; 20007000 <- 1; 3000 = 55");
    }

    @Test
    void shouldInterruptWhenTheBlockAsksForIt() {
        block(0x1000, 0x111, 0x2000, 0x3000, 4, 0, 0);
        board.run("2000b210 <- 200000; 20007504 <- 1000; no irq; 20007500 <- 1; irq; 2000b204 = 200000; 20007500 = 6;");
        board.run("20007fe0 = 20; 20007500 <- 4; no irq; 20007500 = 2; 20007500 <- 2; 20007500 = 0");
    }

    @Test
    void shouldShareTheLastLineAmongTheLastChannels() {
        block(0x1000, 0x111, 0x2000, 0x3000, 4, 0, 0);
        board.run(
                "2000b210 <- 10000000; 20007e04 <- 1000; 20007e00 <- 1; irq; 20007e00 <- 80000000; no irq; 20007e00 = 0");
    }

    @Test
    void shouldRunAChainWithoutAnEndBesideTheProcessor() {
        block(0x1000, 0x110, 0x2000, 0x3000, 4, 0, 0x1000);
        board.run("@100; 20007004 <- 1000; 20007000 <- 1; 20007000 = 3");
        assertEquals(800, board.memory().due());
        board.run("2000 <- 77; @800; 3000 = 77; 20007000 = 3; 20007000 <- 80000000");
        assertEquals(Long.MAX_VALUE, board.memory().due());
    }

    @Test
    void shouldCountTheRoundsOfAChain() {
        block(0x1000, 0x110, 0x2000, 0x3000, 4, 0, 0x1020);
        block(0x1020, 0x110, 0x2000, 0x3000, 4, 0, 0x1040);
        block(0x1040, 0x110, 0x2000, 0x3000, 4, 0, 0x1020);
        board.run("20007004 <- 1000; 20007000 <- 1");
        assertEquals(31, board.memory().rounds(), "64 blocks, of which the second has come a second time");
        board.run("20007000 <- 80000000");
        assertEquals(0, board.memory().rounds());
    }

    @Test
    void shouldNotTakeALongChainForOneWithoutAnEnd() {
        for (int i = 0; i < 1000; i++) {
            block(0x10000 + 32 * i, 0x110, 0x2000, 0x3000, 4, 0, 0x10000 + 32 * (i + 1));
        }
        board.run("20007004 <- 10000; 20007000 <- 1; @2100; 20007000 = 3");
        assertEquals(0, board.memory().rounds());
    }

    @Test
    void shouldLeaveAChannelThatIsNotEnabled() {
        block(0x1000, 0x110, 0x2000, 0x3000, 4, 0, 0);
        board.run("2000 <- 1; 20007ff0 <- 7ffe; 20007004 <- 1000; 20007000 <- 1; 3000 = 0; 20007000 = 0");
    }

    @Test
    void shouldSurviveATransferIntoItsOwnControlRegister() {
        board.store(0x2000, 1);
        block(0x1000, 0x110, 0x2000, 0x7e007000, 4, 0, 0x1000);
        board.run("@100; 20007004 <- 1000; 20007000 <- 1; 20007000 = 3");
        assertEquals(800, board.memory().due());
        board.run("20007000 <- 80000000; 20007000 = 0");
    }

    @Test
    void shouldBeginLaterWhatATransferStarts() {
        board.store(0x2000, 1);
        block(0x1000, 0x110, 0x2000, 0x7e007100, 4, 0, 0);
        block(0x1100, 0x110, 0x2000, 0x3000, 4, 0, 0);
        board.run("20007104 <- 1100; 20007004 <- 1000; 20007000 <- 1; 20007000 = 2; 20007100 = 1; 3000 = 0");
        board.run("@700; 20007100 = 2; 3000 = 1");
    }

    @Test
    void shouldStopWhereATransferResetsItsOwnChannel() {
        board.run("2000 <- 80000000; 2004 <- 5");
        block(0x1000, 0x100, 0x2000, 0x7e007000, 8, 0, 0x1000);
        board.run("20007004 <- 1000; 20007000 <- 1; 20007000 = 0; 20007004 = 0");
        assertEquals(Long.MAX_VALUE, board.memory().due());
    }

    @Test
    void shouldDoALongTransferInParts() {
        int most = 1 << 20;
        block(0x1000, 0x890, 0x2000, 0x3000, most + 8, 0, 0);
        board.run("20007004 <- 1000; 20007000 <- 1; 20007000 = 1");
        assertEquals(700, board.memory().due());
        board.run("@700; 20007000 = 2");
    }

    @Test
    void shouldGoOnInTheMiddleOfALongTransfer() {
        int megabyte = 1 << 20;
        board.store(2 * megabyte - 4, 0x11111111);
        board.store(2 * megabyte, 0x22222222);
        block(0x1000, 0x110, megabyte, 2 * megabyte + 0x100, megabyte + 4, 0, 0);
        board.run("20007004 <- 1000; 20007000 <- 1; 3000fc = 11111111; 300100 = 0; @700; 300100 = 22222222");
    }

    @Test
    void shouldWorkAfterATransferThatEndedByResettingItsChannel() {
        board.store(0x2000, 0x80000000);
        block(0x1000, 0x110, 0x2000, 0x7e007000, 4, 0, 0);
        board.run("20007004 <- 1000; 20007000 <- 1; 20007000 = 0");
        block(0x1100, 0x110, 0x2000, 0x3000, 4, 0, 0);
        board.run("20007004 <- 1100; 20007000 <- 1; 3000 = 80000000; 20007000 = 2");
    }

    @Test
    void shouldStayWhereATransferPausesItsOwnChannel() {
        board.run("2000 <- 0; 2004 <- 1");
        block(0x1000, 0x100, 0x2000, 0x7e007000, 8, 0, 0);
        board.run("20007004 <- 1000; 20007000 <- 1; 20007000 = 0; 20007004 = 1000");
        board.run("20007000 <- 1; 20007000 = 2; 20007004 = 0");
    }
}
