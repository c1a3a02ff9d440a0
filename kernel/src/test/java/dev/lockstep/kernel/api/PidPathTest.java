package dev.lockstep.kernel.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PidPathTest {
    @Test
    void shouldShowItsComponents() {
        assertEquals("1.3.2", path(1, 3, 2).toString());
        assertEquals("12", path(12).toString());
    }

    @Test
    void shouldKnowItsParent() {
        assertEquals(Optional.empty(), path(1).parent());
        assertEquals(Optional.of(path(1, 3)), path(1, 3, 2).parent());
        assertEquals(2, path(1, 3, 2).ordinal());
    }

    @Test
    void shouldOrderByNumbersWithParentsFirst() {
        List<PidPath> ordered = Stream.of(
                        path(1), path(1, 1), path(1, 1, 5), path(1, 2), path(1, 10), path(1, 10, 1), path(2), path(10))
                .toList();
        List<PidPath> shuffled = new java.util.ArrayList<>(ordered);
        Collections.shuffle(shuffled, new java.util.Random(1));
        assertEquals(ordered, shuffled.stream().sorted().toList());
    }

    @Test
    void shouldEqualAnotherPathOfTheSameNumbers() {
        assertEquals(path(1, 2), path(1, 2));
        assertEquals(path(1, 2).hashCode(), path(1, 2).hashCode());
        assertNotEquals(path(1, 2), path(1, 2, 1));
        assertNotEquals(path(1, 2), path(2, 2));
    }

    private static PidPath path(int first, int... more) {
        PidPath path = PidPath.first(first);
        for (int ordinal : more) {
            path = path.child(ordinal);
        }
        return path;
    }
}
