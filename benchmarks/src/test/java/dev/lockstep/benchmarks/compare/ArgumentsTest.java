package dev.lockstep.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void valueShouldBeginAfterTheFirstEqualsSign() {
        assertEquals("a=b", Arguments.of("key=a=b").value("key"));
    }

    @Test
    void flagShouldBeTrueWhenItSaysSo() {
        assertTrue(Arguments.of("quick=true").flag("quick"));
    }

    @Test
    void missingKeyShouldBeRefused() {
        Arguments arguments = Arguments.of("key=");

        assertThrows(IllegalArgumentException.class, () -> arguments.value("other"));
    }

    @Test
    void argumentWithoutEqualsSignShouldBeRefused() {
        assertThrows(IllegalArgumentException.class, () -> Arguments.of("key"));
    }
}
