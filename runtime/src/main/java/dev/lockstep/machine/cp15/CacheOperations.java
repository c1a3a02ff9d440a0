package dev.lockstep.machine.cp15;

import static dev.lockstep.machine.Coprocessor.register;

import dev.lockstep.machine.UndefinedAccessException;
import dev.lockstep.machine.mmu.Access;
import dev.lockstep.machine.mmu.Mmu;

/**
 * c7: cache maintenance and barriers, of which nothing is seen here because there are no caches; waiting for an interrupt; and
 * translating an address on request (TRM 3.2.22). Barriers and prefetch flush can be done in user mode.
 */
final class CacheOperations {
    /** The non-secure world's MMU is off, and its memory strongly ordered. */
    private static final int OTHER_WORLD = 1 << 9 | 1 << 7 | 1 << 4;

    private final Mmu mmu;
    private int physicalAddress;

    private CacheOperations(Mmu mmu) {
        this.mmu = mmu;
    }

    static void addTo(RegisterTable table, Mmu mmu, SystemHooks hooks) {
        new CacheOperations(mmu).add(table, hooks);
    }

    private void add(RegisterTable table, SystemHooks hooks) {
        table.addOperation(register(0, 7, 0, 4), "wait for interrupt", value -> hooks.waitForInterrupt());
        addMaintenance(table, 5, 0, 1, 2, 6, 7);
        addMaintenance(table, 6, 0, 1, 2);
        addMaintenance(table, 7, 0, 1, 2, 3, 4, 5, 6, 7);
        addMaintenance(table, 10, 0, 1, 2);
        addMaintenance(table, 11, 0, 1, 2, 3, 4, 5, 6, 7);
        addMaintenance(table, 13, 1);
        addMaintenance(table, 14, 0, 1, 2);
        addMaintenance(table, 15, 0, 1, 2, 3, 4, 5, 6, 7);
        table.addOperationForAll(register(0, 7, 5, 4), "flush prefetch buffer", CacheOperations::nothing);
        table.addOperationForAll(register(0, 7, 10, 4), "data synchronization barrier", CacheOperations::nothing);
        table.addOperationForAll(register(0, 7, 10, 5), "data memory barrier", CacheOperations::nothing);
        table.addReadOnly(register(0, 7, 10, 6), "cache dirty status", () -> 0);
        addTranslations(table);
    }

    /** What there are no caches for, and what is in order anyway. */
    private static void nothing(int value) {}

    private static void addMaintenance(RegisterTable table, int crm, int... opcodes) {
        for (int opc2 : opcodes) {
            table.addOperation(register(0, 7, crm, opc2), "cache operation", CacheOperations::nothing);
        }
    }

    private void addTranslations(RegisterTable table) {
        table.add(register(0, 7, 4, 0), "PAR", () -> physicalAddress, value -> physicalAddress = value);
        addTranslation(table, 0, Access.READ, true);
        addTranslation(table, 1, Access.WRITE, true);
        addTranslation(table, 2, Access.READ, false);
        addTranslation(table, 3, Access.WRITE, false);
        for (int opc2 = 4; opc2 < 8; opc2++) {
            table.addOperation(
                    register(0, 7, 8, opc2),
                    "VA to PA in the other world",
                    value -> physicalAddress = value & ~0x3ff | OTHER_WORLD);
        }
    }

    private void addTranslation(RegisterTable table, int opc2, Access access, boolean privileged) {
        table.addOperation(
                register(0, 7, 8, opc2),
                "VA to PA",
                value -> physicalAddress = mmu.physicalAddressRegister(value, access, privileged));
    }

    /**
     * MCRR: a cache operation over a range (TRM figure 3-39). Cleaning a range of the data cache can be done in user mode.
     *
     * @throws UndefinedAccessException when there is no such operation, or not in this mode
     */
    static void range(int opc, int crm, boolean privileged) throws UndefinedAccessException {
        boolean known = opc == 0 && (crm == 5 || crm == 6 || crm == 12 || crm == 14);
        if (!known || !privileged && crm != 12) {
            String reason = known ? "cache range operation cannot be written in user mode" : "no such operation";
            throw new UndefinedAccessException(String.format("MCRR p15, %d, Rd, Rn, c%d: %s", opc, crm, reason));
        }
    }
}
