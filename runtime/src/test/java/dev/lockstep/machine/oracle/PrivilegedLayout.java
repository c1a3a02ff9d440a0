package dev.lockstep.machine.oracle;

import java.nio.ByteBuffer;

/**
 * Where the image {@code privileged.s} finds what, and the translation tables that it runs under: everything at its physical
 * address, code and cases for reading only, so that whatever a case does wrong is a data abort and harms no other case.
 *
 * <pre>
 * case:   entry (bit 0: Thumb), CPSR, r0 to r7, r8 to r12 of user mode, r8 to r12 of FIQ mode, sp and lr of usr fiq irq svc
 *         abt und, SPSR of fiq irq svc abt und, thread ids, enabled interrupts, FIQ control; at 192 the window
 * result: vector, CPSR, the same registers, DFSR, IFSR, FAR, IFAR, PAR, FPEXC; at 192 the window
 * </pre>
 */
final class PrivilegedLayout {
    /** Of a case, and of a result. */
    static final int BYTES = 448;

    /** Where the registers of a case and of a result begin, and how many words they are with the thread ids. */
    static final int REGISTERS = 8;

    static final int REGISTER_WORDS = 38;

    /** Where a case says which interrupts are enabled; in a result the fault registers begin there. */
    static final int INTERRUPTS = 160;

    static final int FAULT_WORDS = 6;
    static final int WINDOW_AT = 192;
    static final int WINDOW_WORDS = 64;

    static final int MOST_CASES = 4096;

    /** Code that begins, and that goes on with the next case. */
    static final int START = 0x8000;

    static final int NEXT = 0x9000;

    /** Variables: address of the next case, of the end of all, of the next result, of the window. */
    static final int NEXT_CASE = 0xa000;

    static final int CASES = 0x0040_0000;
    static final int RESULTS = 0x0080_0000;

    /** Each case has a slot for its code. */
    static final int CODE = 0x0200_0000;

    static final int SLOT_BYTES = 128;

    /** Words that end a case in both states, as targets. */
    static final int PADS = 0x0280_0000;

    /** One in 32 bytes is used. */
    static final int PAD_COUNT = 32;

    static final int PAD_WORDS = 8 * (PAD_COUNT + 1);

    /** In ARM state undefined, in Thumb state SVC. */
    static final int PAD = 0xe7f0_dff0;

    /**
     * A page of memory that cases may change, and the part of it that is compared. As in the address of pads, bits 24 and 20
     * are clear: as a status they would be J, and IL of later architectures.
     */
    static final int DATA = 0x02c0_0000;

    static final int WINDOW = DATA + 0x400;

    /** All that is used lies below. */
    static final int MEMORY_BYTES = 0x0300_0000;

    private static final int FIRST_LEVEL = 0x4000;
    private static final int LOW_PAGES = 0x3000;
    private static final int DATA_PAGES = 0x3400;
    private static final int SECTION = 1 << 20;
    private static final int DEVICES = 0x2000_0000;

    /** Virtual: no status register's value leads there. */
    private static final int DEVICES_AT = 0x0700_0000;

    /** Access permissions: of a section APX 15, AP 11:10, XN 4; of a small page APX 9, AP 5:4, XN 0. */
    private static final int SECTION_READ_PRIVILEGED = 1 << 15 | 1 << 10 | 1 << 4 | 2;

    private static final int SECTION_READ_ALL = 1 << 15 | 2 << 10 | 2;
    private static final int SECTION_WRITE_PRIVILEGED = 1 << 10 | 1 << 4 | 2;
    private static final int OTHER_DOMAIN = 1 << 5;
    private static final int PAGE_READ_ALL = 1 << 9 | 2 << 4 | 2;
    private static final int PAGE_WRITE_PRIVILEGED_READ_ALL = 2 << 4 | 3;
    private static final int PAGE_WRITE_ALL = 3 << 4 | 3;

    private PrivilegedLayout() {}

    /** Puts image, tables and pads into an empty memory. */
    static void write(ByteBuffer memory, byte[] image) {
        memory.put(0, image);
        memory.putInt(NEXT_CASE, CASES);
        memory.putInt(NEXT_CASE + 4, CASES);
        memory.putInt(NEXT_CASE + 8, RESULTS);
        memory.putInt(NEXT_CASE + 12, WINDOW);
        for (int i = 0; i < PAD_WORDS; i++) {
            memory.putInt(PADS + Integer.BYTES * i, PAD);
        }
        memory.putInt(FIRST_LEVEL, LOW_PAGES | 1);
        memory.putInt(LOW_PAGES, PAGE_READ_ALL);
        for (int page = START; page < NEXT_CASE; page += 1 << 12) {
            memory.putInt(LOW_PAGES + (page >>> 10), page | PAGE_READ_ALL);
        }
        memory.putInt(LOW_PAGES + (NEXT_CASE >>> 10), NEXT_CASE | PAGE_WRITE_PRIVILEGED_READ_ALL);
        sections(memory, CASES, RESULTS, OTHER_DOMAIN | SECTION_READ_PRIVILEGED);
        sections(memory, RESULTS, RESULTS + 4 * SECTION, OTHER_DOMAIN | SECTION_WRITE_PRIVILEGED);
        sections(memory, CODE, CODE + SECTION, SECTION_READ_ALL);
        sections(memory, PADS, PADS + SECTION, SECTION_READ_ALL);
        for (int section = 0; section < 2 * SECTION; section += SECTION) {
            memory.putInt(
                    FIRST_LEVEL + (DEVICES_AT + section >>> 18),
                    DEVICES + section | OTHER_DOMAIN | SECTION_WRITE_PRIVILEGED);
        }
        memory.putInt(FIRST_LEVEL + (DATA >>> 18), DATA_PAGES | 1);
        memory.putInt(DATA_PAGES, DATA | PAGE_WRITE_ALL);
    }

    private static void sections(ByteBuffer memory, int from, int to, int rights) {
        for (int address = from; address < to; address += SECTION) {
            memory.putInt(FIRST_LEVEL + (address >>> 18), address | rights);
        }
    }
}
