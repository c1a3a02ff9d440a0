package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class Pl011Test {
    /** 115,200 baud (48 MHz / 16 / 26.03125), 8 bits, FIFOs, enabled: a character takes 60,739 cycles. */
    private static final String SETUP = "20201024 <- 1a; 20201028 <- 2; 2020102c <- 70; 20201030 <- 301;";

    @Test
    void shouldSendWhatIsWritten() {
        assertEquals(
                "Hi\n",
                new TestBoard()
                        .run(SETUP + "20201000 <- 48; 20201000 <- 69; 20201000 <- a")
                        .output());
    }

    @Test
    void shouldBeHeardOnlyThroughPinsOfItsFunction() {
        assertEquals(
                "",
                new TestBoard()
                        .run("20200004 <- 2000;" + SETUP + "20201000 <- 48")
                        .output());
        assertEquals(
                "H",
                new TestBoard()
                        .run("20200004 <- 4000;" + SETUP + "20201000 <- 48")
                        .output());
    }

    @Test
    void shouldSendNothingUntilItIsEnabled() {
        assertEquals("", new TestBoard().run("2020102c <- 70; 20201000 <- 48").output());
    }

    @Test
    void shouldHaveItsRegistersAtReset() {
        new TestBoard().run("20201018 = 90; 20201030 = 300; 20201034 = 12; 20201038 = 0; 2020103c = 0; 20201004 = 0");
    }

    @Test
    void shouldKeepWhatIsSet() {
        new TestBoard()
                .run(SETUP
                        + "20201024 = 1a; 20201028 = 2; 2020102c = 70; 20201030 = 301; 20201034 <- 24; 20201034 = 24");
    }

    @Test
    void shouldHoldSixteenCharactersAndOneInTheShifter() {
        TestBoard board = TestBoard.timed("").run(SETUP);
        for (int i = 0; i < 17; i++) {
            board.run("20201018 = " + (i == 0 ? "90" : i == 1 ? "98" : "18"));
            board.run("20201000 <- " + Integer.toHexString('a' + i));
        }
        board.run(
                "20201018 = 38; 20201000 <- 7a; @60738; 20201018 = 38; @60739; 20201018 = 18; @2000000; 20201018 = 90");
        assertEquals("abcdefghijklmnopq", board.output());
    }

    @Test
    void shouldHoldOneCharacterWithoutFifos() {
        TestBoard.timed("")
                .run(
                        "2020102c <- 60; 20201030 <- 301; 20201024 <- 1a; 20201000 <- 61; 20201018 = 98; 20201000 <- 62; 20201018 = 38");
    }

    @Test
    void shouldInterruptWhenTheTransmitFifoFallsToItsTriggerLevel() {
        TestBoard board = TestBoard.timed("").run("2000b214 <- 2000000;" + SETUP + "20201034 <- 0; 20201038 <- 20");
        for (int i = 0; i < 4; i++) {
            board.run("20201000 <- 61");
        }
        board.run(
                "no irq; @60738; no irq; @60739; irq; 2000b200 = 80000; 2020103c = 20; 20201040 = 20; 20201044 <- 20; no irq");
    }

    @Test
    void shouldInterruptAfterACharacterThatTakesNoTime() {
        new TestBoard()
                .run("2000b214 <- 2000000;" + SETUP
                        + "20201038 <- 20; no irq; 20201000 <- 61; irq; 20201044 <- 20; no irq");
    }

    @Test
    void shouldReceiveWhatTheFarEndSends() {
        TestBoard.receiving("Ok").run(SETUP + "20201018 = 80; 20201000 = 4f; 20201000 = 6b; 20201018 = 90");
    }

    @Test
    void shouldInterruptAtTheTriggerLevelAndAfterSilence() {
        TestBoard board = TestBoard.receiving("0123456789").run("2000b214 <- 2000000;" + SETUP + "20201038 <- 50");
        board.run("irq; 2020103c = 50; 20201000 = 30; 20201000 = 31; 2020103c = 50; 20201000 = 32; 2020103c = 40");
        for (int i = 3; i < 10; i++) {
            board.run("irq; 20201000 = " + Integer.toHexString('0' + i));
        }
        board.run("2020103c = 0; no irq");
    }

    @Test
    void shouldHearItselfInLoopback() {
        TestBoard board = TestBoard.receiving("x")
                .run("2020102c <- 70; 20201030 <- 381; 20201000 <- 61; 20201000 = 61; 20201018 = 90");
        assertEquals("", board.output());
    }

    @Test
    void shouldCutCharactersToTheWordLength() {
        assertEquals(
                "\u0001",
                new TestBoard()
                        .run("2020102c <- 10; 20201030 <- 301; 20201000 <- 61")
                        .output());
    }
}
