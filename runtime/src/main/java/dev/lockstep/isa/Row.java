package dev.lockstep.isa;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The columns that all parts of the instruction table have, with their notation read. */
final class Row {
    private static final Map<String, Opcode> OPCODES = opcodes();

    private final Encoding encoding;
    private final Opcode opcode;
    private final Version version;
    private final Pattern pattern;
    private final String syntax;
    private final String[] restrictions;
    private final Operand operand;

    /** Read when it is first asked for: most programs have few of all encodings. */
    private volatile Optional<Restriction> restriction = Optional.empty();

    /**
     * Reads the notation of a row.
     *
     * @throws IllegalArgumentException if it is wrong
     */
    Row(Encoding encoding, Opcode opcode, Version version, String pattern, String syntax, String... restrictions) {
        this.encoding = encoding;
        this.opcode = opcode;
        this.version = version;
        this.pattern = new Pattern(pattern);
        this.syntax = syntax;
        this.restrictions = restrictions;
        this.operand = operand(this.pattern);
    }

    private static Map<String, Opcode> opcodes() {
        Map<String, Opcode> opcodes = new HashMap<>();
        for (Opcode opcode : Opcode.values()) {
            opcodes.put(opcode.name(), opcode);
        }
        return Collections.unmodifiableMap(opcodes);
    }

    /** Like {@link Opcode#valueOf}, whose reflection would double the time to set up the table. */
    static Opcode opcode(String name) {
        Opcode opcode = OPCODES.get(name);
        if (opcode != null) {
            return opcode;
        }
        throw new IllegalArgumentException("no opcode " + name);
    }

    Encoding encoding() {
        return encoding;
    }

    Opcode opcode() {
        return opcode;
    }

    Version version() {
        return version;
    }

    Pattern pattern() {
        return pattern;
    }

    String syntax() {
        return syntax;
    }

    Restriction restriction() {
        Optional<Restriction> read = restriction;
        if (read.isEmpty()) {
            read = Optional.of(new Restriction(pattern, restrictions));
            restriction = read;
        }
        return read.get();
    }

    /** How the flexible operand or the offset is given. */
    Operand operand() {
        return operand;
    }

    /** Whether a word of this encoding is defined in user mode, that is: not UNPREDICTABLE. */
    boolean defines(int word) {
        return pattern.isAsItShouldBe(word) && restriction().allows(word);
    }

    /** The same for the modes that have an SPSR. */
    boolean definesPrivileged(int word) {
        return pattern.isAsItShouldBe(word) && restriction().allows(word, true);
    }

    private static Operand operand(Pattern pattern) {
        if (pattern.has('k') || pattern.has('o') || pattern.has('q')) {
            return Operand.IMMEDIATE;
        }
        if (pattern.has('y') && pattern.has('s')) {
            return Operand.REGISTER_SHIFTED_BY_REGISTER;
        }
        boolean shifted = pattern.has('a') || pattern.has('z');
        boolean offset = pattern.has('U') && pattern.has('m');
        boolean status = pattern.has('f');
        return shifted || offset || status ? Operand.REGISTER : Operand.NONE;
    }
}
