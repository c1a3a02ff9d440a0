package dev.lockstep.machine.mmu;

/**
 * The registers of coprocessor 15 that translation depends on, as the {@link Mmu} reads them (TRM 3.2.7, 3.2.13 to 3.2.16,
 * 3.2.33, 3.2.46, 3.2.47). What a write changes of translations that were given before is told.
 */
public final class TranslationRegisters {
    /** Control register bits that matter here (TRM 3.2.7, table 3-39). */
    private static final int M = 1;

    private static final int A = 1 << 1;
    private static final int B = 1 << 7;
    private static final int U = 1 << 22;
    private static final int XP = 1 << 23;
    private static final int TEX_REMAP = 1 << 28;
    private static final int FORCE_AP = 1 << 29;
    private static final int RELEVANT = M | A | B | Permissions.SYSTEM | Permissions.ROM | U | XP | FORCE_AP;

    private static final int PROCESS_ID_BITS = 0xfe00_0000;
    private static final int ASID_BITS = 0xff;

    private final TranslationTables tables = new TranslationTables();
    private final boolean coherent;
    private final Runnable changed;
    private int control;
    private int domains;
    private int processId;
    private int contextId;
    private int primaryRemap = 0x0009_8aa4;
    private int normalRemap = 0x44e0_48e0;

    /**
     * The registers of an MMU that is off.
     *
     * @param coherent whether other tables are in force at once; else they are seen by the next walk
     * @param changed told when a translation that was given before may no longer hold
     */
    TranslationRegisters(boolean coherent, Runnable changed) {
        this.coherent = coherent;
        this.changed = changed;
    }

    /** The control register, which {@link dev.lockstep.machine.cp15.SystemControl} keeps and tells of each change. */
    public void control(int value) {
        boolean differs = ((control ^ value) & RELEVANT) != 0;
        control = value;
        changedIf(differs);
    }

    int control() {
        return control;
    }

    /** Control bit M: the MMU is on. */
    boolean on() {
        return (control & M) != 0;
    }

    /** Control bit XP: the tables are in ARMv6's format. */
    boolean extended() {
        return (control & XP) != 0;
    }

    /** Force AP makes AP[0] the access bit; it is there in ARMv6's format only (TRM 6.5.3). */
    boolean forcesAccessBit() {
        return (control & (FORCE_AP | XP)) == (FORCE_AP | XP);
    }

    /** Whether memory types go through the remap registers; in ARMv6's format only (TRM 6.6.1). */
    boolean remapsTypes() {
        return (control & (TEX_REMAP | XP)) == (TEX_REMAP | XP);
    }

    /** Control bit A: every access is checked for alignment. */
    boolean alignmentChecked() {
        return (control & A) != 0;
    }

    /** Control bit U: single loads and stores may lie anywhere, unless bit A is set. */
    boolean unalignedAllowed() {
        return (control & U) != 0;
    }

    /**
     * Control bit B, while bit U is clear: memory is big-endian and word-invariant, that is, words are where and as they are,
     * and within each the bytes, and the halfwords, stand in the other order (TRM 4.4.1; with U set it is UNPREDICTABLE).
     */
    boolean wordInvariant() {
        return (control & (B | U)) == B;
    }

    /** Where the first-level tables are. */
    TranslationTables tables() {
        return tables;
    }

    /** Domain access control: two bits for each of 16 domains. */
    public int domains() {
        return domains;
    }

    /** Writes it. */
    public void domains(int value) {
        boolean differs = domains != value;
        domains = value;
        changedIf(differs);
    }

    /** TTBR0. */
    public int tableBase0() {
        return tables.base0();
    }

    /** Writes it. */
    public void tableBase0(int value) {
        tables.base0(value);
        changedIf(coherent);
    }

    /** TTBR1. */
    public int tableBase1() {
        return tables.base1();
    }

    /** Writes it. */
    public void tableBase1(int value) {
        tables.base1(value);
        changedIf(coherent);
    }

    /** TTBCR: N in bits 2 to 0, PD0 4, PD1 5. */
    public int tableControl() {
        return tables.control();
    }

    /** Writes it. */
    public void tableControl(int value) {
        tables.control(value);
        changedIf(coherent);
    }

    /** FCSE process id, in bits 31 to 25. */
    public int processId() {
        return processId;
    }

    /** Writes it. */
    public void processId(int value) {
        boolean differs = processId != (value & PROCESS_ID_BITS);
        processId = value & PROCESS_ID_BITS;
        changedIf(differs);
    }

    /** Context id: the ASID in bits 7 to 0. */
    public int contextId() {
        return contextId;
    }

    /** Writes it. */
    public void contextId(int value) {
        boolean differs = ((contextId ^ value) & ASID_BITS) != 0;
        contextId = value;
        changedIf(differs);
    }

    /** The address space that is current, 0 to 255. */
    int asid() {
        return contextId & ASID_BITS;
    }

    /** Primary region remap register: what memory types mean, which the PA register tells. */
    public int primaryRemap() {
        return primaryRemap;
    }

    /** Writes it. */
    public void primaryRemap(int value) {
        primaryRemap = value;
    }

    /** Normal memory remap register. */
    public int normalRemap() {
        return normalRemap;
    }

    /** Writes it. */
    public void normalRemap(int value) {
        normalRemap = value;
    }

    private void changedIf(boolean condition) {
        if (condition) {
            changed.run();
        }
    }
}
