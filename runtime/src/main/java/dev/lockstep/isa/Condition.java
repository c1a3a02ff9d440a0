package dev.lockstep.isa;

/** The condition field of an ARM instruction (ARM ARM A3.2). {@code ordinal()} is the field's value. */
public enum Condition {
    EQ,
    NE,
    CS,
    CC,
    MI,
    PL,
    VS,
    VC,
    HI,
    LS,
    GE,
    LT,
    GT,
    LE,
    AL;

    private static final Condition[] BY_CODE = values();

    /**
     * The condition with this code.
     *
     * @param code 0 (EQ) to 14 (AL)
     */
    public static Condition of(int code) {
        return BY_CODE[code];
    }
}
