package dev.lockstep.translator.analysis;

/** How an instruction hands control on. */
public enum Transfer {
    /** To the next instruction. */
    NEXT,
    /** To a known address (B). */
    BRANCH,
    /** To a known function that returns (BL, and BLX with an address). */
    CALL,
    /** To a function known only by a register (BLX). */
    INDIRECT_CALL,
    /** Back to the caller: through lr, or loaded from the stack. */
    RETURN,
    /** From Thumb state to the ARM code behind it (BX pc), as linkers let Thumb code call ARM functions. */
    TO_ARM,
    /** To an address that is computed or loaded otherwise: switches, tail calls through pointers. */
    COMPUTED,
    /** To the next instruction in another order of data (SETEND). */
    DATA_ORDER,
    /** To the interpreter: SVC, what cannot execute, and what may change the state that code is translated for. */
    LEAVE
}
