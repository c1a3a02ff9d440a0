package dev.lockstep.machine.cp15;

import static dev.lockstep.machine.Coprocessor.register;

/** What the last aborts were: c5 and c6 (TRM 3.2.17 to 3.2.21). */
final class FaultRegisters {
    /** Bits that are there: SD 12, RW 11, status 10 and 3 to 0, domain 7 to 4. */
    private static final int DATA_STATUS_BITS = 0x1cff;

    private static final int INSTRUCTION_STATUS_BITS = 0x140f;

    int dataStatus;
    int instructionStatus;
    int dataAddress;
    int instructionAddress;
    int watchpointAddress;

    void addTo(RegisterTable table) {
        table.add(register(0, 5, 0, 0), "DFSR", () -> dataStatus, value -> dataStatus = value & DATA_STATUS_BITS);
        table.add(
                register(0, 5, 0, 1),
                "IFSR",
                () -> instructionStatus,
                value -> instructionStatus = value & INSTRUCTION_STATUS_BITS);
        table.add(register(0, 6, 0, 0), "FAR", () -> dataAddress, value -> dataAddress = value);
        table.add(register(0, 6, 0, 1), "WFAR", () -> watchpointAddress, value -> watchpointAddress = value);
        table.add(register(0, 6, 0, 2), "IFAR", () -> instructionAddress, value -> instructionAddress = value);
    }
}
