package dev.lockstep.kernel.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PendingStoresTest {
    @Test
    void shouldCountOnceWhatIsToldTwice() {
        PendingStores stores = new PendingStores();
        stores.add(0x100, 0x1234, 1);
        stores.add(0x100, 0x5634, 1);
        stores.add(0x104, 7, 4);
        assertEquals(List.of(new MemoryStore(0x100, 0x34, 1), new MemoryStore(0x104, 7, 4)), stores.toList());
    }

    @Test
    void shouldHashAddressValueAndSize() {
        assertNotEquals(hash(1, 2, 4), hash(1, 2, 2));
        assertNotEquals(hash(1, 2, 4), hash(1, 3, 4));
        assertNotEquals(hash(1, 2, 4), hash(2, 2, 4));
        assertEquals(hash(1, 2, 4), hash(1, 2, 4));
    }

    private static int hash(int address, int value, int bytes) {
        PendingStores stores = new PendingStores();
        stores.add(address, value, bytes);
        return stores.hashedInto(5);
    }

    @Test
    void shouldHoldMoreThanAnyInstructionStores() {
        PendingStores stores = new PendingStores();
        for (int k = 0; k < 200; k++) {
            stores.add(4 * k, k, 4);
        }
        assertEquals(200, stores.toList().size());
    }
}
