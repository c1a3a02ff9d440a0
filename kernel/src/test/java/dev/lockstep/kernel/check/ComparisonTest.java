package dev.lockstep.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void aProcessThatEndsTwiceShouldBeADifference() {
        ProcessResult one = new ProcessResult(
                "1", Optional.empty(), 0, Optional.empty(), 1, OptionalLong.empty(), 1, 2, 3, Optional.empty());

        assertEquals(Optional.empty(), Comparison.first(List.of(one), List.of(one)));
        assertEquals(
                Optional.of(new Comparison.Difference("1", List.of("process: found two ends, wanted one"))),
                Comparison.first(List.of(one), List.of(one, one)));
    }
}
