package dev.lockstep.cli.gdb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Reads the words of a packet, from the left to the right. */
final class Words {
    private static final int RADIX = 16;
    private static final char ESCAPE = '}';
    private static final int ESCAPED = 0x20;

    private final String text;
    private int at;

    Words(String text) {
        this.text = text;
    }

    /** Whether nothing is left. */
    boolean atEnd() {
        return at == text.length();
    }

    /** Whether this comes next; if so it is taken. */
    boolean take(String word) {
        boolean comes = text.startsWith(word, at);
        if (comes) {
            at += word.length();
        }
        return comes;
    }

    /** This must come next. */
    void expect(String word) throws Malformed {
        if (!take(word)) {
            throw new Malformed();
        }
    }

    /** A hexadecimal number of at most 32 bits. */
    int number() throws Malformed {
        return (int) number(Integer.SIZE);
    }

    private long number(int bits) throws Malformed {
        int start = at;
        long value = 0;
        while (at < text.length() && Character.digit(text.charAt(at), RADIX) >= 0) {
            value = value * RADIX + Character.digit(text.charAt(at), RADIX);
            at++;
            if (value >>> bits != 0) {
                throw new Malformed();
            }
        }
        if (at == start) {
            throw new Malformed();
        }
        return value;
    }

    /** A thread: a number from 1, 0 for any, -1 for all. */
    int thread() throws Malformed {
        if (take("-1")) {
            return Target.ALL;
        }
        long number = number(Integer.SIZE);
        if (number > Integer.MAX_VALUE) {
            throw new Malformed();
        }
        return (int) number;
    }

    /** All that is left. */
    String rest() {
        String rest = text.substring(at);
        at = text.length();
        return rest;
    }

    /** All that is left, as pairs of hexadecimal digits. */
    byte[] hex() throws Malformed {
        try {
            return HexFormat.of().parseHex(rest());
        } catch (IllegalArgumentException e) {
            throw new Malformed();
        }
    }

    /** All that is left, as bytes some of which are escaped (GDB manual, E.1 Overview, binary data). */
    byte[] binary() throws Malformed {
        StringBuilder plain = new StringBuilder();
        while (!atEnd()) {
            char next = text.charAt(at++);
            if (next == ESCAPE) {
                if (atEnd()) {
                    throw new Malformed();
                }
                next = (char) (text.charAt(at++) ^ ESCAPED);
            }
            plain.append(next);
        }
        return plain.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Text as hexadecimal digits. */
    static String hexOf(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
