package dev.lockstep.vfp;

/** What works on scalars or short vectors of either format: register d from registers d, n and m. */
enum Operation {
    ADD,
    SUB,
    MUL,
    NMUL,
    MLA,
    MLS,
    NMLA,
    NMLS,
    DIV,
    MOV,
    ABS,
    NEG,
    SQRT;

    /** Whether the register written is an operand too. */
    boolean accumulates() {
        return switch (this) {
            case MLA, MLS, NMLA, NMLS -> true;
            case ADD, SUB, MUL, NMUL, DIV, MOV, ABS, NEG, SQRT -> false;
        };
    }

    /** Whether n is an operand. */
    boolean readsN() {
        return switch (this) {
            case ADD, SUB, MUL, NMUL, MLA, MLS, NMLA, NMLS, DIV -> true;
            case MOV, ABS, NEG, SQRT -> false;
        };
    }
}
