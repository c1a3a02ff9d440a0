package dev.lockstep.cli.trace;

/** How registers and the bits of the status register are called. */
final class RegisterNames {
    private static final int Q = 27;
    private static final int T = 5;
    private static final int E = 9;
    private static final int GE = 16;

    private RegisterNames() {}

    /**
     * The name that the disassembler gives it.
     *
     * @param register 0 to 15
     */
    static String of(int register) {
        return switch (register) {
            case 13 -> "sp";
            case 14 -> "lr";
            case 15 -> "pc";
            default -> "r" + register;
        };
    }

    /**
     * Appends what differs, such as {@code  Z=1 C=0}.
     *
     * @param before status register
     * @param after status register
     */
    static void changedFlags(int before, int after, StringBuilder text) {
        for (int i = 0; i < 4; i++) {
            bit("NZCV".substring(i, i + 1), 31 - i, before, after, text);
        }
        bit("Q", Q, before, after, text);
        if (((before ^ after) >>> GE & 15) != 0) {
            text.append(" GE=").append(Hex.digits(after >>> GE, 1));
        }
        bit("E", E, before, after, text);
        bit("T", T, before, after, text);
    }

    private static void bit(String name, int number, int before, int after, StringBuilder text) {
        if (((before ^ after) >>> number & 1) != 0) {
            text.append(' ').append(name).append('=').append(after >>> number & 1);
        }
    }
}
