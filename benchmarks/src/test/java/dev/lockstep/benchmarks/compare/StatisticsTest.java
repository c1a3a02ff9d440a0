package dev.lockstep.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void medianShouldBeTheMiddleValueInAnyOrder() {
        assertEquals(3, Statistics.median(List.of(9.0, 1.0, 3.0)));
    }

    @Test
    void medianOfAnEvenNumberShouldLieBetweenTheTwoInTheMiddle() {
        assertEquals(2.5, Statistics.median(List.of(4.0, 1.0, 2.0, 3.0)));
    }

    @Test
    void medianOfNothingShouldBeRefused() {
        assertThrows(IllegalArgumentException.class, () -> Statistics.median(List.of()));
    }

    @Test
    void geometricMeanOfARatioAndItsInverseShouldBeOne() {
        assertEquals(1, Statistics.geometricMean(List.of(0.25, 4.0)), 1e-12);
    }

    @Test
    void geometricMeanShouldBeTheRootOfTheProduct() {
        assertEquals(4, Statistics.geometricMean(List.of(1.0, 8.0, 8.0)), 1e-12);
    }

    @Test
    void geometricMeanOfNothingShouldBeRefused() {
        assertThrows(IllegalArgumentException.class, () -> Statistics.geometricMean(List.of()));
    }
}
