package dev.lockstep.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class MemoryParcelTest {
    private static final int CODE = 0x8000;
    private static final int DATA = 0x20000;
    private static final int HEAP = 0x1000_0000;
    private static final int PAGES = 5;

    private final AddressSpaces here = new AddressSpaces(64 << 20);
    private final AddressSpaces there = new AddressSpaces(64 << 20);

    private static AddressSpace image(AddressSpaces memory) {
        AddressSpace image = memory.create();
        image.map(CODE, PAGES * Page.BYTES, Rights.READ_EXECUTE);
        image.map(DATA, PAGES * Page.BYTES, Rights.READ_WRITE);
        byte[] content = new byte[PAGES * Page.BYTES / 2];
        new Random(1).nextBytes(content);
        image.load(CODE, content);
        image.load(DATA, content);
        return image;
    }

    private static void store(AddressSpace space, int address, int value) {
        int granule = space.writable(address);
        Page.putByte(space.bytes(granule), space.at(granule, address), value);
    }

    private static byte[] content(AddressSpace space, int address, int pages) {
        byte[] content = new byte[pages * Page.BYTES];
        space.read(address, content, 0, content.length);
        return content;
    }

    @Test
    void shouldHoldWhatTheMemoryHolds() {
        Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            AddressSpace image = image(here);
            AddressSpace same = image(there);
            AddressSpace process = image.fork();
            process.map(HEAP, 100 * Page.BYTES, Rights.READ_WRITE);
            for (int k = random.nextInt(40); k > 0; k--) {
                store(process, DATA + random.nextInt(PAGES * Page.BYTES), k);
                store(process, HEAP + random.nextInt(100 * Page.BYTES), k);
            }
            process.unmap(HEAP + 3 * Page.BYTES, 2 * Page.BYTES);

            AddressSpace copy = there.create();
            copy.enterTables(there.unpack(here.pack(process.root(), image).orElseThrow(), same));

            assertArrayEquals(content(process, CODE, PAGES), content(copy, CODE, PAGES));
            assertArrayEquals(content(process, DATA, PAGES), content(copy, DATA, PAGES));
            assertArrayEquals(content(process, HEAP, 3), content(copy, HEAP, 3));
            assertArrayEquals(content(process, HEAP + 5 * Page.BYTES, 95), content(copy, HEAP + 5 * Page.BYTES, 95));
            for (int page : new int[] {CODE, DATA, HEAP, HEAP + 3 * Page.BYTES, HEAP + 99 * Page.BYTES, 0, DATA - 1}) {
                assertEquals(process.mapped(page), copy.mapped(page));
                assertEquals(process.storable(page), copy.storable(page));
            }
            copy.close();
            same.close();
            process.close();
            image.close();
            assertEquals(0, there.budget().taken());
            assertEquals(0, here.budget().taken());
        }
    }

    @Test
    void shouldShareWithTheImageWhatIsTheImages() {
        AddressSpace image = image(here);
        AddressSpace same = image(there);
        AddressSpace process = image.fork();
        store(process, DATA + 5, 77);
        int before = there.granules();

        AddressSpace copy = there.create();
        copy.enterTables(there.unpack(here.pack(process.root(), image).orElseThrow(), same));

        assertEquals(before + 1, there.granules());
        store(copy, DATA + Page.BYTES, 78);
        assertArrayEquals(content(image, DATA, PAGES), content(same, DATA, PAGES));
    }

    @Test
    void shouldNotHoldVeryMuch() {
        AddressSpace image = image(here);
        AddressSpace process = image.fork();
        process.map(HEAP, 5 << 20, Rights.READ_WRITE);
        for (int at = 0; at < 5 << 20; at += Granule.BYTES) {
            store(process, HEAP + at, 1);
        }
        assertTrue(here.pack(process.root(), image).isEmpty());
    }
}
