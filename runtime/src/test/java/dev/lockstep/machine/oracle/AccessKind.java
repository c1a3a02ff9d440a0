package dev.lockstep.machine.oracle;

import java.util.EnumSet;
import java.util.List;

/** What an access of a world does; the order is that of the table in {@code translation.s}. */
enum AccessKind {
    LDR(4, true),
    STR(4, true),
    LDRT(4, true),
    STRT(4, true),
    LDRB(1, true),
    STRB(1, true),
    LDRBT(1, true),
    STRBT(1, true),
    LDRH(2, true),
    STRH(2, true),
    LDM(4, false),
    STM(4, false),
    SWP(4, false),
    LDREX(4, false),
    FETCH_PRIVILEGED(4, false),
    FETCH_USER(4, false),
    TRANSLATE_READ(4, false),
    TRANSLATE_WRITE(4, false),
    TRANSLATE_USER_READ(4, false),
    TRANSLATE_USER_WRITE(4, false);

    /** By number, as the image counts them. */
    static final List<AccessKind> ALL = List.of(values());

    private final int bytes;
    private final boolean anywhere;

    AccessKind(int bytes, boolean anywhere) {
        this.bytes = bytes;
        this.anywhere = anywhere;
    }

    /** The alignment that it wants. */
    int bytes() {
        return bytes;
    }

    /** Whether it may be unaligned where control bit A is clear, and what then happens is the same in qemu. */
    boolean anywhere() {
        return anywhere;
    }

    /** Whether it leaves its result in the PA register. */
    boolean translates() {
        return EnumSet.range(TRANSLATE_READ, TRANSLATE_USER_WRITE).contains(this);
    }
}
