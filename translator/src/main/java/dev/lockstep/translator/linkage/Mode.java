package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.CpuState;

/** What translated code takes for granted of the process besides its instructions and the instruction set. */
public enum Mode {
    /** Little-endian data, reached through the soft TLB. */
    PAGED(0),
    /** Little-endian data in flat memory. */
    FLAT(1),
    /** Big-endian data (CPSR bit E), reached through the soft TLB. */
    BIG_ENDIAN(2);

    private final int number;

    Mode(int number) {
        this.number = number;
    }

    /** Its number, 0 to 2, as generated code and stored regions have it. */
    public int number() {
        return number;
    }

    /** The mode for a process as it is now. */
    public static Mode of(CpuState cpu) {
        if (cpu.bigEndian()) {
            return BIG_ENDIAN;
        }
        return cpu.flat.isNone() ? PAGED : FLAT;
    }

    /** The mode with a number. */
    public static Mode of(int number) {
        return switch (number) {
            case 0 -> PAGED;
            case 1 -> FLAT;
            default -> BIG_ENDIAN;
        };
    }

    public boolean bigEndian() {
        return this == BIG_ENDIAN;
    }
}
