package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PowerManagerTest {
    private final TestBoard board = new TestBoard();

    @Test
    void shouldRebootWhenTheWatchdogEnds() {
        board.run("20100024 <- 5a00000a; 2010001c <- 5a000022; @106810");
        assertEquals(Optional.empty(), board.board().ended());
        assertEquals(106811, board.memory().due());
        board.run("@106811");
        assertEquals(Optional.of("reboot"), board.board().ended());
        assertEquals(Long.MAX_VALUE, board.memory().due());
    }

    @Test
    void shouldRebootAtOnceWithoutATime() {
        board.run("2010001c <- 5a000020");
        assertEquals(Optional.of("reboot"), board.board().ended());
    }

    @Test
    void shouldHaltWhenThePartitionSaysSo() {
        board.run("20100020 <- 5a001555; 2010001c <- 5a000020");
        assertEquals(Optional.of("halt"), board.board().ended());
    }

    @Test
    void shouldIgnoreStoresWithoutThePassword() {
        board.run("20100024 <- a; 2010001c <- 20; 20100024 = 0; 2010001c = 102; 20100020 = 1000");
        assertEquals(Optional.empty(), board.board().ended());
    }

    @Test
    void shouldStartAgainWhenItIsFed() {
        board.run("20100024 <- 5a00000a; 2010001c <- 5a000020; @100000; 20100024 <- 5a00000a; @200000; 20100024 = 0");
        assertEquals(Optional.empty(), board.board().ended());
        board.run("@206811");
        assertEquals(Optional.of("reboot"), board.board().ended());
    }

    @Test
    void shouldStopWhenTheActionIsTakenAway() {
        board.run("20100024 <- 5a00000a; 2010001c <- 5a000020; 2010001c <- 5a000102; @1000000; 20100024 = a");
        assertEquals(Optional.empty(), board.board().ended());
    }
}
