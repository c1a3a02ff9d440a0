package dev.lockstep.vfp;

/** What works on scalars or short vectors of either format: register d from registers d, n and m. */
enum Operation {
    ADD(true, false),
    SUB(true, false),
    MUL(true, false),
    NMUL(true, false),
    MLA(true, true),
    MLS(true, true),
    NMLA(true, true),
    NMLS(true, true),
    DIV(true, false),
    MOV(false, false),
    ABS(false, false),
    NEG(false, false),
    SQRT(false, false);

    /** Whether n is an operand. */
    final boolean readsN;

    /** Whether the register written is an operand too. */
    final boolean accumulates;

    Operation(boolean readsN, boolean accumulates) {
        this.readsN = readsN;
        this.accumulates = accumulates;
    }
}
