package dev.lockstep.kernel.semihosting;

/** What the name {@code :tt} means, by the letter of the mode. */
public enum ConsoleFile implements OpenFile {
    /** r: standard input. */
    INPUT,
    /** w: standard output. */
    OUTPUT,
    /** a: standard error. */
    ERROR;

    /** The name. */
    public static final String NAME = ":tt";

    public static ConsoleFile of(OpenMode.Kind kind) {
        return switch (kind) {
            case READ -> INPUT;
            case WRITE -> OUTPUT;
            case APPEND -> ERROR;
        };
    }
}
