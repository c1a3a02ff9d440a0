package dev.lockstep.machine.mmu;

import java.util.HashMap;
import java.util.Map;

/** Physical memory that holds translation tables only: words that were put there, and zero elsewhere. */
final class Tables {
    /** Where the first-level tables of the tests are. */
    static final int FIRST = 0x4000;
    /** Where the second-level tables are, 1 KB each. */
    static final int SECOND = 0x10_0000;
    /** Control register with MMU and ARMv6 format on. */
    static final int EXTENDED = 1 << 23 | 1;
    /** Control register with the MMU on, in the format with subpages. */
    static final int SUBPAGES = 1;

    private final Map<Integer, Integer> words = new HashMap<>();
    private int reads;

    int word(int address) {
        reads++;
        return words.getOrDefault(address, 0);
    }

    /** How many words were read. */
    int reads() {
        return reads;
    }

    void put(int address, int value) {
        words.put(address, value);
    }

    /** Writes the first-level descriptor of an address. */
    void first(int address, int descriptor) {
        put(FIRST + (address >>> 20) * 4, descriptor);
    }

    /** Writes a second-level descriptor, in the second-level table of this number; and the first-level one that leads there. */
    void second(int table, int domain, int address, int descriptor) {
        first(address, SECOND + table * 0x400 | domain << 5 | 1);
        put(SECOND + table * 0x400 + (address >>> 12 & 0xff) * 4, descriptor);
    }

    /** An MMU that is on, whose first-level table is at {@link #FIRST} and of whose domains every program is a client. */
    Mmu mmu(int control, boolean coherent) {
        Mmu mmu = new Mmu(this::word, address -> true, coherent);
        mmu.registers().tableBase0(FIRST);
        mmu.registers().domains(0x5555_5555);
        mmu.registers().control(control);
        return mmu;
    }

    /** With a real TLB. */
    Mmu mmu(int control) {
        return mmu(control, false);
    }
}
