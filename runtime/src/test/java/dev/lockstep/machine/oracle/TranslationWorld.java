package dev.lockstep.machine.oracle;

import static dev.lockstep.machine.oracle.TranslationLayout.ACCESSES;
import static dev.lockstep.machine.oracle.TranslationLayout.FIRST_LEVEL_BYTES;
import static dev.lockstep.machine.oracle.TranslationLayout.OWN_SECTIONS;
import static dev.lockstep.machine.oracle.TranslationLayout.POOL;
import static dev.lockstep.machine.oracle.TranslationLayout.POOL_BYTES;
import static dev.lockstep.machine.oracle.TranslationLayout.SECOND_LEVEL_BYTES;
import static dev.lockstep.machine.oracle.TranslationLayout.SECOND_LEVEL_TABLES;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A world by chance: translation tables in one of the two formats, the registers that go with them, and accesses. What is
 * left out, because qemu 7.2 does otherwise than the manual:
 *
 * <ul>
 *   <li>supersections in the format with subpages: qemu takes them for sections (TRM figure 6-6 has them);
 *   <li>fine tables in that format: the part has none, qemu does;
 *   <li>force AP with other domains than clients: qemu looks at the access bit behind the domain, TRM table 6-11 before it;
 *   <li>unaligned accesses with control bits U and A clear: qemu does not rotate; with A clear those of several words, which
 *       qemu does not check; unaligned ones that leave a kilobyte; and unaligned SWP, which is a load to qemu.
 * </ul>
 */
final class TranslationWorld {
    /** Control register bits. */
    private static final int ALIGNMENT = 1 << 1;

    private static final int SYSTEM_AND_ROM = 3 << 8;
    private static final int UNALIGNED = 1 << 22;
    private static final int EXTENDED = 1 << 23;
    private static final int FORCE_AP = 1 << 29;
    private static final int CONTROL = 0x0005_0079;

    private static final int CLIENTS = 0x5555_5555;
    private static final int MANAGER_OF_OWN = 3 << 30;
    private static final int HOT = 12;
    private static final int KILOBYTE = 1 << 10;

    private final RandomGenerator random;
    private final ByteBuffer memory;
    private final int tables;
    private final boolean extended;
    private final int[] hot = new int[HOT];
    private int control;

    /** Bits of first-level descriptors that must be clear: the highest of the domain with force AP, for domain 15 is managed. */
    private int outOfReach;

    /**
     * Draws it.
     *
     * @param number which of its batch
     */
    static void draw(RandomGenerator random, ByteBuffer memory, int number) {
        new TranslationWorld(random, memory, number).write(number);
    }

    private TranslationWorld(RandomGenerator random, ByteBuffer memory, int number) {
        this.random = random;
        this.memory = memory;
        tables = TranslationLayout.tables(number);
        extended = random.nextBoolean();
    }

    private void write(int number) {
        boolean force = extended && random.nextInt(4) == 0;
        control = force ? FORCE_AP : 0;
        outOfReach = force ? 1 << 8 : 0;
        for (int k = 0; k < HOT; k++) {
            hot[k] = alone(k);
        }
        firstLevel(tables);
        firstLevel(tables + FIRST_LEVEL_BYTES);
        for (int k = 0; k < SECOND_LEVEL_TABLES; k++) {
            secondLevel(tables + 2 * FIRST_LEVEL_BYTES + SECOND_LEVEL_BYTES * k);
        }
        int at = TranslationLayout.WORLD_LIST + TranslationLayout.WORLD_BYTES * number;
        registers(at);
        for (int k = 0; k < ACCESSES; k++) {
            access(at + Integer.BYTES * (TranslationLayout.WORLD_WORDS + TranslationLayout.ACCESS_WORDS * k));
        }
    }

    /** Most sections are never used: those that are stand in both tables at the same places. */
    private void firstLevel(int table) {
        TranslationLayout.ownSections(memory, table);
        for (int k = 0; k < HOT; k++) {
            descriptors(table, hot[k]);
        }
    }

    /** A section in no 16 MB of another, so that supersections are what they should be, sixteen times the same. */
    private int alone(int before) {
        while (true) {
            int section = random.nextInt(OWN_SECTIONS, 1 << 12);
            if (IntStream.range(0, before).noneMatch(k -> hot[k] >>> 4 == section >>> 4)) {
                return section;
            }
        }
    }

    private void descriptors(int table, int section) {
        int others = random.nextInt() & 0x000b_fffc & ~outOfReach;
        switch (random.nextInt(10)) {
            case 0 -> memory.putInt(table + 4 * section, random.nextInt() & ~3);
            case 1 -> memory.putInt(table + 4 * section, extended ? random.nextInt() | 3 : 0);
            case 2, 3, 4 -> memory.putInt(table + 4 * section, sectionBase() | others | 2);
            case 5 -> {
                if (extended) {
                    // Bits 23 to 20 and 8 to 5 are address bits above the fourth gigabyte.
                    int descriptor = POOL | others & ~0x1e0 | 1 << 18 | 2;
                    for (int k = 0; k < 16; k++) {
                        memory.putInt(table + 4 * (section & ~15 | k), descriptor);
                    }
                }
            }
            default -> {
                int second = tables + 2 * FIRST_LEVEL_BYTES + SECOND_LEVEL_BYTES * random.nextInt(SECOND_LEVEL_TABLES);
                memory.putInt(table + 4 * section, second | random.nextInt() & 0x3fc & ~outOfReach | 1);
            }
        }
    }

    private int sectionBase() {
        return POOL + (random.nextInt(POOL_BYTES) & 0xfff0_0000);
    }

    private void secondLevel(int table) {
        for (int page = 0; page < 256; page++) {
            int others = random.nextInt() & 0xffc;
            int base = POOL + (random.nextInt(POOL_BYTES) & ~0xfff);
            int type = random.nextInt(10);
            if (type < 3 && (page & 15) == 0) {
                int descriptor = base & ~0xffff | random.nextInt() & 0xfffc | 1;
                for (int k = 0; k < 16; k++) {
                    memory.putInt(table + 4 * (page + k), descriptor);
                }
                page += 15;
            } else {
                int low = type == 9 ? 0 : 2 | random.nextInt(2);
                memory.putInt(table + 4 * page, base | others | low);
            }
        }
    }

    private void registers(int at) {
        control |= CONTROL & ~0x3 | 1 | (extended ? EXTENDED : 0) | random.nextInt() & SYSTEM_AND_ROM;
        control |= random.nextInt(3) == 0 ? ALIGNMENT : 0;
        control |= random.nextBoolean() ? UNALIGNED : 0;
        int domains = 0;
        for (int domain = 0; domain < 16; domain++) {
            int kind = random.nextInt(10);
            domains |= (kind < 6 ? 1 : kind < 8 ? 3 : kind - 8 << 1) << 2 * domain;
        }
        if ((control & FORCE_AP) != 0) {
            domains = CLIENTS;
        }
        int split = random.nextBoolean() ? random.nextInt(8) : 0;
        memory.putInt(at, control);
        memory.putInt(at + 4, tables | random.nextInt() & 0x1b);
        memory.putInt(at + 8, tables + FIRST_LEVEL_BYTES | random.nextInt() & 0x1b);
        memory.putInt(at + 12, split | (random.nextInt(6) == 0 ? 1 << 5 : 0));
        memory.putInt(at + 16, domains | MANAGER_OF_OWN);
        memory.putInt(at + 20, random.nextInt() & 0xff);
    }

    private void access(int at) {
        int number = random.nextInt(AccessKind.ALL.size());
        AccessKind kind = AccessKind.ALL.get(number);
        int section = random.nextInt(10) == 0 ? random.nextInt(OWN_SECTIONS, 1 << 12) : hot[random.nextInt(HOT)];
        if (random.nextInt(8) == 0) {
            section = Math.max(OWN_SECTIONS, section & ~15 | random.nextInt(16));
        }
        int address = section << 20 | random.nextInt(1 << 20);
        boolean checked = (control & ALIGNMENT) != 0;
        boolean unaligned = checked && kind != AccessKind.SWP
                || kind.anywhere() && (control & UNALIGNED) != 0 && !kind.translates();
        boolean within = (address & KILOBYTE - 1) <= KILOBYTE - 8;
        boolean fetches = kind == AccessKind.FETCH_PRIVILEGED || kind == AccessKind.FETCH_USER;
        if (!unaligned || !within || fetches || random.nextInt(4) != 0) {
            address &= -kind.bytes();
        }
        boolean whole = kind.bytes() == Integer.BYTES && (address & 3) == 0;
        int value = whole ? 0xef00_0000 | random.nextInt() >>> 8 : 0xefef_efef;
        memory.putInt(at, address);
        memory.putInt(at + 4, value);
        memory.putInt(at + 8, number);
    }
}
