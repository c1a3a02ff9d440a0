package dev.lockstep.translator.analysis;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.memory.FlatMemory;

/** What translated code takes for granted of the process besides its instructions and the instruction set. */
public enum Mode {
    /** Little-endian data, reached through the soft TLB. */
    PAGED,
    /** Little-endian data in flat memory. */
    FLAT,
    /** Big-endian data (CPSR bit E), reached through the soft TLB. */
    BIG_ENDIAN;

    /** The mode for a process as it is now. */
    public static Mode of(CpuState cpu) {
        if (cpu.bigEndian()) {
            return BIG_ENDIAN;
        }
        return cpu.flat == FlatMemory.NONE ? PAGED : FLAT;
    }

    /** The mode with a number. */
    public static Mode of(int ordinal) {
        return switch (ordinal) {
            case 0 -> PAGED;
            case 1 -> FLAT;
            default -> BIG_ENDIAN;
        };
    }

    public boolean bigEndian() {
        return this == BIG_ENDIAN;
    }
}
