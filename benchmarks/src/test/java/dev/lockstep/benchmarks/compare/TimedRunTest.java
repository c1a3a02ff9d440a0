package dev.lockstep.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimedRunTest {
    private static TimedRun run(Long... stamps) {
        return new TimedRun(20_000_000, List.of(stamps), List.of(), 0);
    }

    @Test
    void roundsShouldCountFromTheFirstLineOnThatComesAfterTheWarmUp() {
        assertEquals(
                List.of(2.0, 3.0),
                run(1_000_000L, 4_000_000L, 6_000_000L, 9_000_000L).roundsAfter(2_000_000));
    }

    @Test
    void firstRoundShouldNeverCountForItHasTheStartInIt() {
        assertEquals(List.of(), run(5_000_000L).roundsAfter(0));
    }

    @Test
    void wholeProcessShouldLastToItsEnd() {
        assertEquals(20, run(1L).millis());
    }
}
