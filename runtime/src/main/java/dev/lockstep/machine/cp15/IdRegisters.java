package dev.lockstep.machine.cp15;

import static dev.lockstep.machine.Coprocessor.register;

/**
 * What the part says of itself (c0): the ARM1176JZF-S r0p7 of a Raspberry Pi. Values of the feature registers from TRM 3.2.1,
 * table 3-2; main id and cache type as the board answers them.
 */
final class IdRegisters {
    private static final int MAIN_ID = 0x410f_b767;
    /** 16 KB instruction and data caches of four ways, without restrictions of page colour. */
    private static final int CACHE_TYPE = 0x1d15_2152;
    /** No tightly coupled memory in use. */
    private static final int TCM_STATUS = 0;
    /** A unified TLB with eight lockable entries. */
    private static final int TLB_TYPE = 0x0000_0800;

    private static final int[] FEATURES = {
        0x0000_0111, 0x0000_0011, 0x0000_0033, 0x0000_0000, 0x0113_0003, 0x1003_0302, 0x0122_2100, 0x0000_0000
    };
    private static final int[] INSTRUCTION_SETS = {
        0x0014_0011, 0x1200_2111, 0x1123_1121, 0x0110_2131, 0x0000_1141, 0x0000_0000, 0x0000_0000, 0x0000_0000
    };
    private static final String[] FEATURE_NAMES = {
        "ID_PFR0", "ID_PFR1", "ID_DFR0", "ID_AFR0", "ID_MMFR0", "ID_MMFR1", "ID_MMFR2", "ID_MMFR3"
    };

    private IdRegisters() {}

    static void addTo(RegisterTable table) {
        for (int opc2 = 0; opc2 < 8; opc2++) {
            int feature = FEATURES[opc2];
            int instructionSet = INSTRUCTION_SETS[opc2];
            table.addReadOnly(register(0, 0, 1, opc2), FEATURE_NAMES[opc2], () -> feature);
            table.addReadOnly(register(0, 0, 2, opc2), "ID_ISAR" + opc2, () -> instructionSet);
        }
        // The unused numbers read as the main id (ARM ARM B3.4.1).
        for (int opc2 = 0; opc2 < 8; opc2++) {
            table.addReadOnly(register(0, 0, 0, opc2), "MIDR", () -> MAIN_ID);
        }
        table.addReadOnly(register(0, 0, 0, 1), "CTR", () -> CACHE_TYPE);
        table.addReadOnly(register(0, 0, 0, 2), "TCMTR", () -> TCM_STATUS);
        table.addReadOnly(register(0, 0, 0, 3), "TLBTR", () -> TLB_TYPE);
    }
}
