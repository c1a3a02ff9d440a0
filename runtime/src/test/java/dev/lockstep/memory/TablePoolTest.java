package dev.lockstep.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TablePoolTest {
    private static final int ENTRIES = 16;
    private static final int IN_AN_ARRAY = 1 << 12;

    @Test
    void shouldHaveRoomAsFarAsTheHostsMemoryGoes() {
        TablePool pool = new TablePool(new MemoryBudget(Long.MAX_VALUE, 500_000), ENTRIES);
        int[] tables = new int[IN_AN_ARRAY - 1];
        for (int k = 0; k < tables.length; k++) {
            assertTrue(pool.hasRoom(1), "after " + k);
            tables[k] = pool.allocate(k);
        }
        assertFalse(pool.hasRoom(1));
        assertTrue(pool.release(tables[7]));
        pool.free(tables[7]);
        assertTrue(pool.hasRoom(1));
        assertFalse(pool.hasRoom(2));
        assertEquals(tables[7], pool.allocate(0));
    }

    /** What granules have held of the host's memory, and nobody uses any more, is not there for tables. */
    @Test
    void shouldRefuseAStoreThatWantsMoreOfTheHostsMemory() {
        MemoryBudget budget = new MemoryBudget(1L << 30, 3 << 20);
        AddressSpaces memory = new AddressSpaces(budget);
        assertTrue(memory.hasRoomForStore());
        budget.hold(3 << 20);
        assertFalse(memory.hasRoomForStore());
        assertFalse(memory.hasRoomForRange());
        budget.drop(3 << 20);
        assertTrue(memory.hasRoomForStore());
    }
}
