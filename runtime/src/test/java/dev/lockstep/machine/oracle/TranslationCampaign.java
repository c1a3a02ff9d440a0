package dev.lockstep.machine.oracle;

import static dev.lockstep.machine.oracle.TranslationLayout.ACCESSES;
import static dev.lockstep.machine.oracle.TranslationLayout.MEMORY_BYTES;
import static dev.lockstep.machine.oracle.TranslationLayout.NEXT_WORLD;
import static dev.lockstep.machine.oracle.TranslationLayout.RESULTS;
import static dev.lockstep.machine.oracle.TranslationLayout.RESULT_BYTES;
import static dev.lockstep.machine.oracle.TranslationLayout.RESULT_WORDS;
import static dev.lockstep.machine.oracle.TranslationLayout.START;
import static dev.lockstep.machine.oracle.TranslationLayout.WORLDS;
import static dev.lockstep.machine.oracle.TranslationLayout.WORLD_BYTES;
import static dev.lockstep.machine.oracle.TranslationLayout.WORLD_LIST;
import static dev.lockstep.machine.oracle.TranslationLayout.WORLD_WORDS;

import dev.lockstep.machine.processor.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random translation tables and registers of the MMU, and under them accesses of all kinds: what they read, how they fault
 * (status, address, domain, vector, lr), what the translation operations answer, and in the end all of memory must be the
 * same here and in qemu.
 */
final class TranslationCampaign {
    private static final String NAME = "address translation in qemu-system-arm";
    private static final long MOST_STEPS = 50_000_000;
    private static final List<String> NAMES =
            List.of("read", "lr", "spsr", "second", "vector", "dfsr", "ifsr", "far", "ifar", "par");

    private final Findings findings;
    private final QemuSystem qemu;
    private final byte[] image;

    TranslationCampaign(Path directory, Findings findings) throws IOException, InterruptedException {
        this.findings = findings;
        qemu = new QemuSystem(directory, MEMORY_BYTES);
        image = QemuSystem.assemble("translation.s", directory);
    }

    /** Runs {@link TranslationLayout#WORLDS} worlds of {@link TranslationLayout#ACCESSES} accesses. */
    void batch(long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer memory = qemu.clear();
        TranslationLayout.write(memory, image);
        for (int world = 0; world < WORLDS; world++) {
            TranslationWorld.draw(random, memory, world);
        }
        OurMachine ours = new OurMachine(MEMORY_BYTES >>> 20, START);
        ours.copy(memory, 0, MEMORY_BYTES);
        Optional<Ending> trouble = ours.runUntil(NEXT_WORLD, WORLD_LIST + WORLDS * WORLD_BYTES, MOST_STEPS);
        if (trouble.isPresent()) {
            findings.differ("our machine: " + trouble.get().text(), seed);
            return;
        }
        qemu.run(START);
        for (int number = 0; number < WORLDS * ACCESSES; number++) {
            compare(ours, number, seed);
        }
        comparePool(ours, seed);
        findings.count(NAME, WORLDS * ACCESSES);
        qemu.close();
    }

    private void compare(OurMachine ours, int number, long seed) {
        StringBuilder differing = new StringBuilder();
        AccessKind kind = AccessKind.ALL.get(qemu.memory().getInt(accessAt(number) + 8));
        for (int i = 0; i < RESULT_WORDS; i++) {
            int at = RESULTS + RESULT_BYTES * number + Integer.BYTES * i;
            int expected = AgreedFaults.agreed(kind, NAMES.get(i), qemu.memory().getInt(at), ours.word(at));
            int found = AgreedFaults.ours(kind, NAMES.get(i), ours.word(at));
            if (found != expected) {
                differing.append("%n  %s: qemu %08x, ours %08x".formatted(NAMES.get(i), expected, found));
            }
        }
        if (!differing.isEmpty()) {
            findings.differ("access %d: %s%s".formatted(number, describe(number), differing), seed);
        }
    }

    private void comparePool(OurMachine ours, long seed) {
        for (int at = TranslationLayout.POOL; at < MEMORY_BYTES; at += Integer.BYTES) {
            int expected = qemu.memory().getInt(at);
            if (ours.word(at) != expected) {
                findings.differ("memory at %08x: qemu %08x, ours %08x".formatted(at, expected, ours.word(at)), seed);
                return;
            }
        }
    }

    private static int worldAt(int number) {
        return WORLD_LIST + WORLD_BYTES * (number / ACCESSES);
    }

    private static int accessAt(int number) {
        return worldAt(number) + Integer.BYTES * (WORLD_WORDS + TranslationLayout.ACCESS_WORDS * (number % ACCESSES));
    }

    private String describe(int number) {
        ByteBuffer memory = qemu.memory();
        int world = worldAt(number);
        int access = accessAt(number);
        int address = memory.getInt(access);
        int split = memory.getInt(world + 12) & 7;
        boolean second = split != 0 && address >>> 32 - split != 0;
        int first = TranslationLayout.tables(number / ACCESSES) + (second ? TranslationLayout.FIRST_LEVEL_BYTES : 0);
        int entries = second ? 0xfff : 0xfff >>> split;
        int descriptor = memory.getInt(first + Integer.BYTES * (address >>> 20 & entries));
        String page = (descriptor & 3) == 1
                ? ", page %08x".formatted(memory.getInt((descriptor & ~0x3ff) + (address >>> 10 & 0x3fc)))
                : "";
        return "%s %08x, value %08x, control %08x, ttbcr %x, domains %08x: first level %08x%s"
                .formatted(
                        AccessKind.ALL.get(memory.getInt(access + 8)),
                        address,
                        memory.getInt(access + 4),
                        memory.getInt(world),
                        memory.getInt(world + 12),
                        memory.getInt(world + 16),
                        descriptor,
                        page);
    }
}
