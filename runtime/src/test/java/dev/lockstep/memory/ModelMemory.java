package dev.lockstep.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What an address space must be: rights of ranges of pages, and the bytes of pages that were ever written. */
final class ModelMemory {
    /** In the place of rights: nothing is mapped. */
    static final int NOTHING = -1;

    private static final int PAGES = 1 << 20;

    /** Rights from a page on, up to the next key. */
    private final TreeMap<Integer, Integer> rights;

    private final Map<Integer, byte[]> contents = new HashMap<>();

    ModelMemory() {
        rights = new TreeMap<>(Map.of(0, NOTHING));
    }

    private ModelMemory(ModelMemory parent) {
        rights = new TreeMap<>(parent.rights);
        parent.contents.forEach((page, bytes) -> contents.put(page, bytes.clone()));
    }

    ModelMemory fork() {
        return new ModelMemory(this);
    }

    void map(int first, int last, int bits) {
        split(first);
        split(last + 1);
        rights.subMap(first, last + 1).replaceAll((page, old) -> old == NOTHING ? bits : old | bits);
    }

    void unmap(int first, int last) {
        split(first);
        split(last + 1);
        rights.subMap(first, last + 1).clear();
        rights.put(first, NOTHING);
        contents.keySet().removeIf(page -> page >= first && page <= last);
    }

    private void split(int page) {
        if (page < PAGES) {
            rights.put(page, rights.floorEntry(page).getValue());
        }
    }

    /** Of the page of an address, or {@link #NOTHING}. */
    int rights(int address) {
        return rights.floorEntry(address >>> Page.SHIFT).getValue();
    }

    boolean mapped(int address) {
        return rights(address) != NOTHING;
    }

    boolean allows(int address, int right) {
        int bits = rights(address);
        return bits != NOTHING && (bits & right) != 0;
    }

    byte load(int address) {
        byte[] bytes = contents.get(address >>> Page.SHIFT);
        return bytes == null ? 0 : bytes[address & Page.BYTES - 1];
    }

    void store(int address, byte value) {
        contents.computeIfAbsent(address >>> Page.SHIFT, page -> new byte[Page.BYTES])[address & Page.BYTES - 1] =
                value;
    }

    /** Pages that were written. */
    Map<Integer, byte[]> contents() {
        return contents;
    }

    /** Keys are pages: from each on, up to the next, all have the rights of its value. */
    Map<Integer, Integer> ranges() {
        return rights;
    }

    /** An address near an edge of a range, or in a page that was written, or anywhere. */
    int address(SplittableRandom random) {
        int near = random.nextInt(-6, 7);
        switch (random.nextInt(8)) {
            case 0:
                return random.nextInt();
            case 1, 2, 3:
                if (!contents.isEmpty()) {
                    int page = contents.keySet().stream()
                            .skip(random.nextInt(contents.size()))
                            .findFirst()
                            .orElseThrow();
                    return (page << Page.SHIFT) + (random.nextInt(Page.BYTES >>> 5) << 5) + near;
                }
                return near;
            default:
                int edge = rights.keySet().stream()
                        .skip(random.nextInt(rights.size()))
                        .findFirst()
                        .orElseThrow();
                return (edge << Page.SHIFT) + (random.nextInt(24) << 7) + near;
        }
    }
}
