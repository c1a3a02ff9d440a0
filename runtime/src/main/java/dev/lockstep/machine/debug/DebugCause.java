package dev.lockstep.machine.debug;

/** Why a debug exception was taken, as DSCR[5:2] tells it (TRM 13.3.3, table 13-4). */
public enum DebugCause {
    /** A breakpoint register pair. */
    BREAKPOINT(1),
    /** A watchpoint register pair. */
    WATCHPOINT(2),
    /** A BKPT instruction. */
    BKPT(3),
    /** An exception vector that the vector catch register names. */
    VECTOR_CATCH(5);

    private final int code;

    DebugCause(int code) {
        this.code = code;
    }

    /** Four bits. */
    int code() {
        return code;
    }
}
