package dev.lockstep.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProcessNamesTest {
    private static final int DEPTH = 300_000;

    private final MemoryBudget budget = new MemoryBudget(1L << 30, 1L << 30);
    private final ProcessNames names = new ProcessNames(budget);

    @Test
    void shouldTellAPath() {
        int first = names.child(ProcessNames.TOP, 3);
        int second = names.child(first, 1);
        assertEquals("3.1.7", names.path(names.child(second, 7)).toString());
        assertTrue(names.isFirst(first));
        assertFalse(names.isFirst(second));
        assertEquals(1, names.ordinal(second));
    }

    /** Nothing may recurse along it. */
    @Test
    void shouldFreeAChainOfAnyLengthWithItsLastName() {
        int name = names.child(ProcessNames.TOP, 1);
        for (int k = 1; k < DEPTH; k++) {
            int child = names.child(name, k % 9 + 1);
            // The process above has ended and was waited for.
            names.release(name);
            name = child;
        }
        PidPath path = names.path(name);
        assertEquals(2 * DEPTH - 1, path.toString().length());
        assertTrue(budget.taken() > DEPTH);
        names.release(name);
        assertEquals(0, budget.taken());
    }

    @Test
    void shouldKeepANameForThoseBelow() {
        int parent = names.child(ProcessNames.TOP, 5);
        int child = names.child(parent, 6);
        names.release(parent);
        int other = names.child(ProcessNames.TOP, 8);
        assertEquals("5.6", names.path(child).toString());
        names.release(other);
        names.release(child);
        assertEquals(0, budget.taken());
    }

    @Test
    void shouldBeOfNobodyWhenAllOfARandomTreeAreReleased() {
        SplittableRandom random = new SplittableRandom(1);
        record Named(int name, String path) {}
        List<Named> living = new ArrayList<>();
        for (int k = 1; k <= 20_000; k++) {
            if (living.isEmpty() || random.nextInt(50) == 0) {
                living.add(new Named(names.child(ProcessNames.TOP, k), Integer.toString(k)));
            } else {
                Named parent = living.get(random.nextInt(living.size()));
                living.add(new Named(names.child(parent.name(), k), parent.path() + "." + k));
            }
            if (random.nextInt(3) == 0) {
                names.release(living.remove(random.nextInt(living.size())).name());
            }
        }
        for (Named named : living) {
            assertEquals(named.path(), names.path(named.name()).toString());
            names.release(named.name());
        }
        assertEquals(0, budget.taken());
    }

    /** Else the reports of a long line of processes would take memory by the square of its length. */
    @Test
    void pathsShouldShareTheirBeginnings() {
        ProcessNames names = new ProcessNames(new MemoryBudget(1 << 20, 1 << 20));
        int first = names.child(ProcessNames.TOP, 1);
        int second = names.child(first, 2);
        int third = names.child(second, 3);
        PidPath path = names.path(third);
        names.release(third);
        PidPath above = names.path(second);
        assertEquals("1.2.3", path.toString());
        assertSame(path.parent().orElseThrow(), above);
        int again = names.child(second, 4);
        assertSame(
                above.parent().orElseThrow(),
                names.path(again).parent().orElseThrow().parent().orElseThrow());
        names.release(again);
        names.release(second);
        assertEquals("1.5", names.path(names.child(first, 5)).toString());
        names.release(names.child(ProcessNames.TOP, 7));
        assertEquals("1", names.path(first).toString());
    }
}
