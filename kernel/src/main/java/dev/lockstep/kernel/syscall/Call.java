package dev.lockstep.kernel.syscall;

import java.util.Locale;

/** What a program can ask for. */
public enum Call {
    /** exit(code). */
    EXIT,
    /** fork(): the child's ordinal in the parent, 0 in the child. */
    FORK,
    /** exec(path, argv or 0). */
    EXEC,
    /** waitpid, in the form of the ABI. */
    WAITPID,
    /** sbrk(bytes): the old end of the heap. */
    SBRK,
    /** read(fd, buffer, bytes). */
    READ,
    /** write(fd, buffer, bytes). */
    WRITE,
    /** abort(). */
    ABORT,
    /** getpid(): the caller's own ordinal. */
    GETPID,
    /** yield(): the rest of the turn is given up. */
    YIELD,
    /** putc(character). */
    PUTC,
    /** get_cpsr(). */
    GET_CPSR,
    /** put_hex(x): as {@code 0x%x}. */
    PUT_HEX,
    /** put_int(x): signed decimal. */
    PUT_INT,
    /** put_pid(): the caller's pid path. */
    PUT_PID,
    /** Every number without a meaning, and those that are reserved: open (6), close (7), dup (10). */
    UNKNOWN;

    private final String title = name().toLowerCase(Locale.ROOT);

    /** Its name as C programs have it. */
    public String title() {
        return title;
    }
}
