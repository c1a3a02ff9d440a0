package dev.lockstep.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AddressSpaceTest {
    private static final int TABLES_IN_PATH = 5;
    private static final long GIGABYTE = 1 << 30;

    private final AddressSpaces memory = new AddressSpaces(1 << 20);
    private final AddressSpace space = memory.create();

    @Test
    void shouldTakeOneTableForGigabytesOfZeros() {
        space.map(0x40000000, 2 * GIGABYTE, Rights.READ_WRITE);
        assertEquals(1, memory.pageTables());
        assertTrue(space.mapped(0xbfffffff));
        assertFalse(space.mapped(0xc0000000));
    }

    @Test
    void shouldReachTheTopOfTheAddressSpace() {
        space.map(0xfffff000, Page.BYTES, Rights.READ_WRITE);
        assertTrue(space.mapped(0xffffffff));
        assertFalse(space.mapped(0));
        space.unmap(0xfffff000, Page.BYTES);
        assertFalse(space.mapped(0xffffffff));
    }

    @Test
    void shouldTakeNothingForAFork() {
        space.map(0x40000000, GIGABYTE, Rights.READ_WRITE);
        for (int address = 0x40000000; address < 0x40040000; address += Granule.BYTES) {
            space.writable(address);
        }
        long taken = memory.budget().taken();
        AddressSpace child = space.fork();
        assertEquals(taken, memory.budget().taken());
        child.close();
        assertEquals(taken, memory.budget().taken());
    }

    @Test
    void shouldCopyAPathAndOneGranuleForTheFirstStoreAfterAFork() {
        space.map(0x40000000, GIGABYTE, Rights.READ_WRITE);
        for (int address = 0x40000000; address < 0x40020000; address += Granule.BYTES) {
            space.writable(address);
        }
        int tables = memory.pageTables();
        int granules = memory.granules();
        AddressSpace child = space.fork();
        child.writable(0x40001234);
        assertEquals(tables + TABLES_IN_PATH + 1, memory.pageTables());
        assertEquals(granules + 1, memory.granules());
        child.writable(0x40001234);
        assertEquals(granules + 1, memory.granules());
    }

    @Test
    void shouldWriteInPlaceAgainWhenTheOtherSideHasEnded() {
        space.map(0x40000000, Page.BYTES, Rights.READ_WRITE);
        int granule = space.writable(0x40000000);
        space.fork().close();
        assertEquals(granule, space.writable(0x40000000));
    }

    @Test
    void shouldChangeNothingWhenAStoreFindsNoMemory() {
        space.map(0x40000000, GIGABYTE, Rights.READ_WRITE);
        int address = 0x40000000;
        while (memory.hasRoomForStore()) {
            space.writable(address);
            address += Granule.BYTES;
        }
        int full = address;
        long taken = memory.budget().taken();
        MemoryFault fault = assertThrows(MemoryFault.class, () -> space.writable(full));
        assertEquals(MemoryFault.Kind.OUT_OF_MEMORY, fault.kind());
        assertEquals(taken, memory.budget().taken());
        assertTrue(taken <= 1 << 20);
        space.unmap(0x40000000, Page.BYTES);
        space.writable(full);
        space.close();
        assertEquals(0, memory.budget().taken());
    }
}
