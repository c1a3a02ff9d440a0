package dev.lockstep.machine.processor;

/** The modes of the processor in its secure world, without monitor mode (TRM 2.8; ARM ARM A2.2). */
public enum Mode {
    /** Runs applications. */
    USR(0x10, 0),
    /** Entered by a fast interrupt. */
    FIQ(0x11, 1),
    /** Entered by an interrupt. */
    IRQ(0x12, 2),
    /** Entered by SVC and reset. */
    SVC(0x13, 3),
    /** Entered by a prefetch abort or data abort. */
    ABT(0x17, 4),
    /** Entered by an undefined instruction. */
    UND(0x1b, 5),
    /** Privileged, with the registers of user mode. */
    SYS(0x1f, 0);

    /** The number of monitor mode, which only SMC and privileged code of the secure world reach: it is not modelled. */
    static final int MONITOR = 0x16;

    /** The mode field of a status register. */
    static final int FIELD = 0x1f;

    /** How many sets of sp, lr and SPSR there are; user mode's has no SPSR. */
    static final int BANKS = 6;

    private final int number;
    private final int bank;

    Mode(int number, int bank) {
        this.number = number;
        this.bank = bank;
    }

    /** As the mode field of a status register has it. */
    public int number() {
        return number;
    }

    /** Which set of sp, lr and SPSR it uses, 0 to 5. */
    int bank() {
        return bank;
    }

    /** Whether it may do everything. */
    public boolean privileged() {
        return this != USR;
    }

    /** Whether it has an SPSR. */
    public boolean hasSpsr() {
        return bank != 0;
    }

    /** Whether there is a mode of this number. */
    static boolean exists(int number) {
        return switch (number) {
            case 0x10, 0x11, 0x12, 0x13, 0x17, 0x1b, 0x1f -> true;
            default -> false;
        };
    }

    /** The mode of a number that {@link #exists}. */
    static Mode of(int number) {
        return switch (number) {
            case 0x10 -> USR;
            case 0x11 -> FIQ;
            case 0x12 -> IRQ;
            case 0x13 -> SVC;
            case 0x17 -> ABT;
            case 0x1b -> UND;
            case 0x1f -> SYS;
            default -> throw new IllegalArgumentException("no mode 0x" + Integer.toHexString(number));
        };
    }
}
