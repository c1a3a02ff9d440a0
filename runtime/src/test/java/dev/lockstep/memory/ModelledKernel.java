package dev.lockstep.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Does what a kernel does to memory, by chance, and compares with {@link ModelMemory}: one address space that many processes
 * take turns in, all accesses through one soft TLB.
 */
final class ModelledKernel {
    private static final int MOST_PROCESSES = 24;
    private static final int ROOM_FOR_TABLES = 4 << 10;
    private static final int[] SIZES = {1, 1, 1, 2, 3, 15, 16, 17, 30, 255, 256, 257, 4095, 4096, 4097, 65536, 1 << 20};

    /** A process that is not switched in. */
    private record OtherProcess(ModelMemory model, int root, long tag, long writeTag, Optional<AddressSpace> flat) {}

    private final SplittableRandom random;
    private final AddressSpaces memory;
    private final CpuState cpu;
    private final List<OtherProcess> others = new ArrayList<>();
    private ModelMemory model = new ModelMemory();
    private int shortages;
    private int faults;
    private int promotions;

    ModelledKernel(long seed, AddressSpaces memory) {
        random = new SplittableRandom(seed);
        this.memory = memory;
        cpu = new CpuState(memory.tlb(), memory.create(), new CodeSpace());
    }

    /** Accesses for which memory was short. */
    int shortages() {
        return shortages;
    }

    /** Accesses that were not allowed. */
    int faults() {
        return faults;
    }

    int promotions() {
        return promotions;
    }

    /** One thing that a process or a kernel may do. */
    void step() {
        cpu.takeTags();
        int kind = random.nextInt(100);
        if (kind < 6) {
            map();
        } else if (kind < 8) {
            unmap();
        } else if (kind < 12) {
            fork();
        } else if (kind < 22) {
            switchTo(random.nextInt(Math.max(1, others.size())));
        } else if (kind < 24) {
            end();
        } else if (kind < 26) {
            exec();
        } else if (kind < 28) {
            promote();
        } else if (kind < 29) {
            cpu.space.demote();
        } else if (kind < 34) {
            read();
        } else if (kind < 66) {
            load(model.address(random), 1 << random.nextInt(3));
        } else {
            int address = model.address(random);
            store(address, 1 << random.nextInt(3), random.nextInt());
            load(address & -4, 4);
        }
    }

    private int firstPage(int pages) {
        int edge = random.nextInt(5) == 0
                ? (1 << 20) - pages
                : random.nextInt(1 << 20) & -SIZES[random.nextInt(SIZES.length)];
        return Math.max(0, Math.min(edge + random.nextInt(-1, 2), (1 << 20) - pages));
    }

    private void map() {
        int pages = SIZES[random.nextInt(random.nextInt(4) == 0 ? SIZES.length : SIZES.length - 2)];
        int first = firstPage(pages);
        Rights rights = Rights.of(random.nextInt(3) == 0 ? random.nextInt(8) : Rights.READ | Rights.WRITE);
        if (memory.bytesLeft(ROOM_FOR_TABLES) >= ROOM_FOR_TABLES) {
            cpu.space.map(first << Page.SHIFT, ((long) pages << Page.SHIFT) - random.nextInt(Page.BYTES), rights);
            model.map(first, first + pages - 1, rights.bits());
        }
    }

    private void unmap() {
        int pages = SIZES[random.nextInt(SIZES.length - 1)];
        int first = random.nextBoolean() ? model.address(random) >>> Page.SHIFT : firstPage(pages);
        int last = Math.min(first + pages, 1 << 20) - 1;
        cpu.space.unmap(first << Page.SHIFT, (long) (last + 1 - first) << Page.SHIFT);
        model.unmap(first, last);
    }

    private void fork() {
        if (others.size() >= MOST_PROCESSES) {
            end();
        }
        cpu.space.demote();
        long taken = memory.budget().taken();
        int root = cpu.space.forkTables();
        assertEquals(taken, memory.budget().taken(), "a fork takes no memory");
        cpu.takeTags();
        long tag = memory.newSavedTag();
        others.add(new OtherProcess(model.fork(), root, tag, tag, Optional.empty()));
    }

    private void switchTo(int other) {
        if (others.isEmpty()) {
            return;
        }
        OtherProcess next = others.set(other, save());
        model = next.model();
        enter(next);
    }

    private OtherProcess save() {
        AddressSpace space = cpu.space;
        boolean flat = !space.flat().isNone();
        if (flat) {
            cpu.space = memory.create();
        }
        return new OtherProcess(
                model,
                space.root(),
                space.savedTag(),
                space.savedWriteTag(),
                flat ? Optional.of(space) : Optional.empty());
    }

    private void enter(OtherProcess next) {
        if (next.flat().isPresent()) {
            cpu.space = next.flat().get();
            cpu.space.enter(cpu.space.root(), cpu.space.savedTag(), cpu.space.savedWriteTag());
        } else {
            cpu.space.enter(next.root(), next.tag(), next.writeTag());
        }
        cpu.takeTags();
    }

    private void end() {
        cpu.space.close();
        if (others.isEmpty()) {
            model = new ModelMemory();
        } else {
            OtherProcess next = others.remove(random.nextInt(others.size()));
            model = next.model();
            enter(next);
        }
    }

    /** As exec: another image is loaded before this one is released. */
    private void exec() {
        ModelMemory fresh = new ModelMemory();
        AddressSpace image = memory.create();
        if (memory.bytesLeft(ROOM_FOR_TABLES) < ROOM_FOR_TABLES) {
            return;
        }
        int pages = random.nextInt(1, 40);
        int first = firstPage(pages);
        Rights rights = Rights.of(random.nextInt(8));
        image.map(first << Page.SHIFT, (long) pages << Page.SHIFT, rights);
        fresh.map(first, first + pages - 1, rights.bits());
        byte[] content = bytes(random.nextInt(1, Math.min(pages, 5) << Page.SHIFT));
        int at = (first << Page.SHIFT) + random.nextInt((pages << Page.SHIFT) - content.length + 1);
        try {
            image.load(at, content);
        } catch (MemoryFault fault) {
            assertEquals(MemoryFault.Kind.OUT_OF_MEMORY, fault.kind());
            shortages++;
            image.close();
            return;
        }
        for (int k = 0; k < content.length; k++) {
            fresh.store(at + k, content[k]);
        }
        cpu.space.close();
        cpu.space.enterTables(image.root());
        cpu.takeTags();
        model = fresh;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        if (random.nextInt(4) > 0) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private void promote() {
        int stack = model.address(random);
        if (cpu.space.promote(stack, (page, end) -> Math.min(end, page + Math.floorMod(7 - page, 61)))) {
            promotions++;
            compareFlat(cpu.space.flat().main());
            compareFlat(cpu.space.flat().stack());
        }
        cpu.takeTags();
    }

    /** Some words, as translated code would load and store them. */
    private void compareFlat(FlatWindow window) {
        for (int k = 0; k < 64; k++) {
            int at = window.start() + random.nextInt(window.end() - window.start());
            int address = at + window.base();
            assertTrue(model.allows(address, Rights.READ));
            assertEquals(model.load(address), window.bytes()[at]);
            if (window.stores(address)) {
                assertTrue(model.allows(address, Rights.WRITE));
                window.bytes()[at] = (byte) k;
                model.store(address, (byte) k);
            }
        }
    }

    private void read() {
        int address = model.address(random);
        byte[] bytes = new byte[random.nextInt(1, 3 * Page.BYTES)];
        int readable = 0;
        while (readable < bytes.length && model.allows(address + readable, Rights.READ)) {
            readable++;
        }
        try {
            cpu.space.read(address, bytes, 0, bytes.length);
            assertEquals(bytes.length, readable);
        } catch (MemoryFault fault) {
            assertFault(fault, MemoryFault.Kind.READ, address + readable);
        }
        for (int k = 0; k < readable; k++) {
            assertEquals(model.load(address + k), bytes[k]);
        }
    }

    private void assertFault(MemoryFault fault, MemoryFault.Kind kind, int address) {
        faults++;
        assertEquals(kind, fault.kind());
        assertEquals(Integer.toHexString(address), Integer.toHexString(fault.address()));
    }

    private void load(int address, int size) {
        int bad = firstWithout(Rights.READ, address, size);
        try {
            int value =
                    switch (size) {
                        case 1 -> LoadStoreUnit.load8(cpu, address);
                        case 2 -> LoadStoreUnit.load16(cpu, address);
                        default -> LoadStoreUnit.load32(cpu, address);
                    };
            assertEquals(size, bad);
            for (int k = 0; k < size; k++) {
                assertEquals(model.load(address + k), (byte) (value >>> 8 * k), Integer.toHexString(address + k));
            }
        } catch (MemoryFault fault) {
            assertFault(fault, MemoryFault.Kind.READ, address + bad);
        }
    }

    private int firstWithout(int right, int address, int size) {
        int good = 0;
        while (good < size && model.allows(address + good, right)) {
            good++;
        }
        return good;
    }

    private void store(int address, int size, int value) {
        int bad = firstWithout(Rights.WRITE, address, size);
        try {
            switch (size) {
                case 1 -> LoadStoreUnit.store8(cpu, address, value);
                case 2 -> LoadStoreUnit.store16(cpu, address, value);
                default -> LoadStoreUnit.store32(cpu, address, value);
            }
            assertEquals(size, bad);
            for (int k = 0; k < size; k++) {
                model.store(address + k, (byte) (value >>> 8 * k));
            }
        } catch (MemoryFault fault) {
            if (fault.kind() == MemoryFault.Kind.OUT_OF_MEMORY) {
                shortages++;
                assertFalse(memory.hasRoomForStore(), "there is memory left");
                assertTrue(model.allows(fault.address(), Rights.WRITE));
            } else {
                assertFault(fault, MemoryFault.Kind.WRITE, address + bad);
            }
        }
    }

    /** Compares all of the process that is switched in. */
    void compareAll() {
        cpu.takeTags();
        model.ranges().forEach((page, bits) -> {
            int address = page << Page.SHIFT;
            assertEquals(bits != ModelMemory.NOTHING, cpu.space.mapped(address));
            assertEquals(bits != ModelMemory.NOTHING && (bits & 3) == Rights.READ, cpu.space.constant(address));
        });
        byte[] bytes = new byte[Page.BYTES];
        model.contents().forEach((page, wanted) -> {
            Arrays.fill(bytes, (byte) 0);
            memory.tables().contents().copyTo(cpu.space.entry(page), bytes, 0);
            assertArrayEquals(wanted, bytes, "page " + page);
        });
    }

    /** Compares and ends all processes. */
    void endAll() {
        while (!others.isEmpty()) {
            compareAll();
            end();
        }
        compareAll();
        cpu.space.close();
        assertEquals(0, memory.budget().taken());
        assertEquals(0, memory.granules());
        assertEquals(0, memory.pageTables());
    }
}
