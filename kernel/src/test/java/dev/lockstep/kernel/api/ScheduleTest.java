package dev.lockstep.kernel.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @Test
    void shouldParseANumber() {
        assertEquals(new Schedule.Exact(7), Schedule.parse("7"));
        assertEquals(7, Schedule.parse("7").quanta().getAsInt());
    }

    @Test
    void shouldParseRandom() {
        assertEquals(new Schedule.Random(-3, 100), Schedule.parse("random:-3:100"));
    }

    @Test
    void shouldGiveTheSameLengthsForTheSameSeed() {
        IntSupplier one = new Schedule.Random(5, 1000).quanta();
        IntSupplier two = new Schedule.Random(5, 1000).quanta();
        for (int i = 0; i < 100; i++) {
            assertEquals(one.getAsInt(), two.getAsInt());
        }
    }

    @Test
    void shouldKeepTheMeanAndTheBounds() {
        IntSupplier quanta = new Schedule.Random(5, 10).quanta();
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            int quantum = quanta.getAsInt();
            assertTrue(quantum >= 1 && quantum <= 19);
            sum += quantum;
        }
        assertEquals(10, sum / 10_000.0, 0.3);
    }

    @Test
    void shouldAlwaysGiveOneForTheMeanOne() {
        assertEquals(1, new Schedule.Random(5, 1).quanta().getAsInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0",
                "-1",
                "2147483648",
                "random",
                "random:1",
                "random:x:1",
                "random:1:0",
                "random:1:2:3"
            })
    void shouldRejectAnythingElseWithOneLine(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text))
                .getMessage();
        assertTrue(message.matches("quantum.*: found .*, wanted .*"), message);
    }
}
