package dev.lockstep.machine.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhysicalMemoryTest {
    private static final int PERIPHERAL = 0x20000000;

    private final List<String> log = new ArrayList<>();
    private final PhysicalMemory memory = new PhysicalMemory(
            2 << 20, (address, store) -> log.add((store ? "store " : "load ") + Integer.toHexString(address)));

    /** Two registers and a hole, and something due each hundred cycles. */
    private final class Recorder implements Device {
        private long next = 100;

        @Override
        public boolean has(int offset) {
            return offset < 8;
        }

        @Override
        public int read(int offset) {
            return 0x44332211 + offset;
        }

        @Override
        public void write(int offset, int value) {
            log.add(Integer.toHexString(offset) + " = " + Integer.toHexString(value));
        }

        @Override
        public void advance(long cycle) {
            while (next <= cycle) {
                log.add("at " + next);
                next += 100;
            }
        }

        @Override
        public long due() {
            return next;
        }
    }

    private void attach() {
        memory.attach(PERIPHERAL, 16, new Recorder());
    }

    @Test
    void shouldHoldBytesInLittleEndianOrder() {
        memory.write(0x1000, 0x11223344, 4);
        assertEquals(0x44, memory.read(0x1000, 1));
        assertEquals(0x1122, memory.read(0x1002, 2));
        memory.write(0x1001, 0xfff00, 1);
        assertEquals(0x11220044, memory.read(0x1000, 4));
    }

    @Test
    void shouldReachUnalignedWordsAcrossChunks() {
        memory.write(0xffffe, 0x11223344, 4);
        assertEquals(0x11223344, memory.read(0xffffe, 4));
        assertEquals(0x1122, memory.read(0x100000, 2));
    }

    @Test
    void shouldGiveTheArrayThatHoldsAnAddress() {
        byte[] chunk = memory.chunk(0x123456);
        memory.write(0x123456, 0x99, 1);
        assertEquals((byte) 0x99, chunk[memory.at(0x123456)]);
        assertSame(chunk, memory.chunk(0x100000));
    }

    @Test
    void shouldEndWhereTheRamEnds() {
        assertTrue(memory.isRam(0x1fffff));
        assertFalse(memory.isRam(0x200000));
        assertFalse(memory.isRam(0xffffffff));
    }

    @Test
    void shouldTellOfAccessesToNowhere() {
        assertEquals(0, memory.read(0x200001, 1));
        memory.write(0xf0000000, 1, 4);
        assertEquals(List.of("load 200001", "store f0000000"), log);
    }

    @Test
    void shouldTellOfRegistersThatADeviceLacks() {
        attach();
        assertEquals(0, memory.read(PERIPHERAL + 8, 4));
        memory.write(PERIPHERAL + 12, 1, 4);
        assertEquals(List.of("load 20000008", "store 2000000c"), log);
    }

    @Test
    void shouldTakeTheBytesOfARegisterThatAreAskedFor() {
        attach();
        assertEquals(0x44332215, memory.read(PERIPHERAL + 4, 4));
        assertEquals(0x4433, memory.read(PERIPHERAL + 2, 2));
        assertEquals(0x22, memory.read(PERIPHERAL + 1, 1));
    }

    @Test
    void shouldPlaceANarrowStoreInItsRegister() {
        attach();
        memory.write(PERIPHERAL + 6, 0xabcdef, 1);
        memory.write(PERIPHERAL + 2, 0x12345678, 2);
        assertEquals(List.of("4 = ef0000", "0 = 56780000"), log);
    }

    @Test
    void shouldLetHappenWhatIsDue() {
        attach();
        assertEquals(100, memory.due());
        memory.advance(99);
        assertEquals(List.of(), log);
        memory.advance(250);
        assertEquals(List.of("at 100", "at 200"), log);
        assertEquals(300, memory.due());
    }

    @Test
    void shouldHaveNothingDueWithoutDevices() {
        assertEquals(Long.MAX_VALUE, memory.due());
    }

    @Test
    void shouldTellOfStoresByDevices() {
        List<Integer> stores = new ArrayList<>();
        memory.onDeviceStore(stores::add);
        memory.write(0x1000, 1, 4);
        memory.writeByDevice(0x2000, 1, 4);
        assertEquals(List.of(0x2000), stores);
    }

    @Test
    void shouldRefuseTwoDevicesInOnePlace() {
        attach();
        assertThrows(IllegalArgumentException.class, this::attach);
    }

    @Test
    void shouldRefuseAPartOfAMegabyte() {
        assertThrows(IllegalArgumentException.class, () -> new PhysicalMemory(1000, (address, store) -> {}));
    }
}
