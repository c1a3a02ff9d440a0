package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MiniUartTest {
    /** Enabled, 8 bits, 115,200 baud (270): a character takes 80 x 271 core clocks, 60,704 cycles. */
    private static final String SETUP = "20215004 <- 1; 2021504c <- 3; 20215068 <- 10e;";

    private static final String HI = "20215040 <- 48; 20215040 <- 69; 20215040 <- a;";

    @Test
    void shouldSendWhatIsWritten() {
        assertEquals("Hi\n", new TestBoard().run(SETUP + HI).output());
    }

    @Test
    void shouldDoNothingUntilItIsEnabled() {
        TestBoard board = new TestBoard().run("2021504c <- 3; 20215040 <- 48; 20215054 = 0; 2021504c = 0");
        assertEquals("", board.output());
    }

    @Test
    void shouldSendSevenBitsUnlessBothBitsAskForEight() {
        TestBoard board =
                new TestBoard().run("20215004 <- 1; 2021504c <- 1; 20215040 <- c8; 2021504c <- 3; 20215040 <- c8");
        assertEquals("H\u00c8", board.output());
    }

    @Test
    void shouldBeHeardOnlyThroughPinsOfItsFunction() {
        assertEquals("", new TestBoard().run("20200004 <- 4000;" + SETUP + HI).output());
        assertEquals(
                "Hi\n", new TestBoard().run("20200004 <- 2000;" + SETUP + HI).output());
    }

    @Test
    void shouldHaveItsRegistersAtReset() {
        new TestBoard()
                .run(
                        "20215004 = 0; 20215004 <- 1; 20215048 = c1; 20215054 = 60; 20215060 = 3; 20215064 = 30e; 20215000 = 0");
    }

    @Test
    void shouldHoldEightCharactersAndOneInTheShifter() {
        TestBoard board = TestBoard.timed("").run(SETUP);
        for (int i = 0; i < 9; i++) {
            board.run("20215040 <- " + Integer.toHexString('a' + i));
        }
        board.run("20215054 = 0; 20215064 = 8000024; 20215040 <- 7a; @60703; 20215054 = 0; @60704; 20215054 = 20");
        assertEquals("a", board.output());
        board.run("@546335; 20215054 = 20; @546336; 20215054 = 60; 20215064 = 30e");
        assertEquals("abcdefghi", board.output());
    }

    @Test
    void shouldBeDueWhenACharacterIsSent() {
        TestBoard board = TestBoard.timed("").run(SETUP + "@1000; 20215040 <- 61");
        assertEquals(61704, board.memory().due());
    }

    @Test
    void shouldKeepCharactersWhileItsTransmitterIsOff() {
        TestBoard board = new TestBoard().run(SETUP + "20215060 <- 0;" + HI);
        assertEquals("", board.output());
        board.run("20215048 <- 4; 20215040 <- 61; 20215060 <- 2");
        assertEquals("a", board.output());
    }

    @Test
    void shouldInterruptWhenTheTransmitFifoIsEmpty() {
        TestBoard.timed("")
                .run("2000b210 <- 20000000;" + SETUP + "no irq; 20215044 <- 2; irq; 20215048 = c2; 20215000 = 1;")
                .run("20215040 <- 61; 20215040 <- 62; no irq; 20215048 = c1; @60703; no irq; @60704; irq");
    }

    @Test
    void shouldReceiveWhatTheFarEndSends() {
        TestBoard.receiving("Ok")
                .run(SETUP + "@700; 20215054 = 61; 20215064 = 2030f; 20215040 = 4f; 20215040 = 6b; 20215054 = 60");
    }

    @Test
    void shouldLetTheFarEndWaitWhileItsFifoIsFull() {
        TestBoard board = TestBoard.receiving("0123456789").run(SETUP + "@700; 20215064 = 8030f");
        for (int i = 0; i < 10; i++) {
            board.run("20215040 = " + Integer.toHexString('0' + i));
        }
    }

    @Test
    void shouldClearTheReceiveFifo() {
        TestBoard.receiving("Ok").run(SETUP + "20215054 = 61; 20215048 <- 2; 20215054 = 60");
    }

    @Test
    void shouldInterruptWhenSomethingIsReceived() {
        TestBoard board = TestBoard.receiving("a").run("2000b210 <- 20000000;" + SETUP + "no irq");
        board.run("20215044 <- 1; irq; 20215048 = c4; 20215040 = 61; no irq");
    }

    @Test
    void shouldPollForInputOnlyWhenItInterrupts() {
        TestBoard board = TestBoard.receiving("").run(SETUP);
        assertEquals(Long.MAX_VALUE, board.memory().due());
        board.run("20215044 <- 1");
        assertEquals(70000, board.memory().due());
    }

    @Test
    void shouldReachTheDivisorThroughTheOldWindow() {
        new TestBoard()
                .run(
                        "20215004 <- 1; 2021504c <- 83; 20215040 <- 34; 20215044 <- 12; 20215068 = 1234; 20215040 = 34; 20215044 = 12");
    }

    @Test
    void shouldKeepTheScratchRegister() {
        new TestBoard()
                .run("20215004 <- 1; 2021505c <- 15a; 2021505c = 5a; 20215050 <- 2; 20215050 = 2; 20215058 = 20");
    }
}
