package dev.lockstep.kernel.semihosting;

import java.util.Optional;

/** The operations of Arm's semihosting specification, version 2.0, that are served. */
public enum Operation {
    /** The name's address, mode, the name's length: a handle. */
    OPEN(0x01, 3),
    /** Handle. */
    CLOSE(0x02, 1),
    /** r1 is the address of a character. */
    WRITEC(0x03, 0),
    /** r1 is the address of a text that ends with a zero byte. */
    WRITE0(0x04, 0),
    /** Handle, buffer, bytes: the bytes that were not written. */
    WRITE(0x05, 3),
    /** Handle, buffer, bytes: the bytes that were not read. */
    READ(0x06, 3),
    /** The next byte of standard input. */
    READC(0x07, 0),
    /** Status: whether it is an error's. */
    ISERROR(0x08, 1),
    /** Handle: whether it is the console's. */
    ISTTY(0x09, 1),
    /** Handle, position from the file's begin. */
    SEEK(0x0a, 2),
    /** Handle: the file's length. */
    FLEN(0x0c, 1),
    /** Buffer, identifier from 0 to 255, the buffer's length. */
    TMPNAM(0x0d, 3),
    /** The name's address and length. */
    REMOVE(0x0e, 2),
    /** Address and length of the old name and of the new one. */
    RENAME(0x0f, 4),
    /** Hundredths of a second since the start. */
    CLOCK(0x10, 0),
    /** Seconds since 1970. */
    TIME(0x11, 0),
    /** A command for the host; refused. */
    SYSTEM(0x12, 2),
    /** Why the last operation failed. */
    ERRNO(0x13, 0),
    /** Buffer and its length. */
    GET_CMDLINE(0x15, 2),
    /** Address of four words: begin and end of the heap, begin and end of the stack. */
    HEAPINFO(0x16, 1),
    /** r1 is the reason. */
    EXIT(0x18, 0),
    /** Reason and exit code. */
    EXIT_EXTENDED(0x20, 2),
    /** r1 is the address of two words: ticks since the start. */
    ELAPSED(0x30, 0),
    /** Ticks in a second. */
    TICKFREQ(0x31, 0);

    private final String title = "SYS_" + name();
    private final int number;
    private final int parameters;

    Operation(int number, int parameters) {
        this.number = number;
        this.parameters = parameters;
    }

    /** Its name as the specification has it. */
    public String title() {
        return title;
    }

    /** Words that the operation reads from its parameter block, at the address in r1; 0 when it has none. */
    public int parameters() {
        return parameters;
    }

    /** The operation that a value of r0 means, if it is served. */
    public static Optional<Operation> numbered(int number) {
        for (Operation operation : values()) {
            if (operation.number == number) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
