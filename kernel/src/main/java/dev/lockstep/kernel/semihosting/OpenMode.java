package dev.lockstep.kernel.semihosting;

import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One of the twelve modes of SYS_OPEN, which are those of C's fopen: r, r+, w, w+, a, a+ with the numbers 0, 2, ..., 10;
 * one more is the same with a b.
 *
 * @param kind the letter
 * @param update whether there is a plus
 */
public record OpenMode(Kind kind, boolean update) {
    private static final int MODES = 12;
    private static final int MODES_OF_KIND = 4;
    private static final int UPDATE = 2;

    /** The letter of a mode. */
    public enum Kind {
        /** r: the file must exist. */
        READ,
        /** w: the file is made, or emptied. */
        WRITE,
        /** a: the file is made if it is not there; what is written goes to its end. */
        APPEND
    }

    /** The mode of that number, if there is one. */
    public static Optional<OpenMode> numbered(int number) {
        return number >= 0 && number < MODES
                ? Optional.of(new OpenMode(Kind.values()[number / MODES_OF_KIND], (number & UPDATE) != 0))
                : Optional.empty();
    }

    boolean reads() {
        return update || kind == Kind.READ;
    }

    boolean writes() {
        return update || kind != Kind.READ;
    }

    /**
     * For the host's file. Its end is sought before each write, not asked for here: Java cannot read and append by one
     * channel.
     */
    Set<StandardOpenOption> options() {
        Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
        if (reads()) {
            options.add(StandardOpenOption.READ);
        }
        if (writes()) {
            options.add(StandardOpenOption.WRITE);
        }
        switch (kind) {
            case READ -> {
                // It must be there.
            }
            case WRITE -> {
                options.add(StandardOpenOption.CREATE);
                options.add(StandardOpenOption.TRUNCATE_EXISTING);
            }
            case APPEND -> options.add(StandardOpenOption.CREATE);
        }
        return options;
    }
}
