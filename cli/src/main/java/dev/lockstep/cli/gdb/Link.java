package dev.lockstep.cli.gdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The wire to gdb: packets {@code $data#checksum} both ways, acknowledged by + and - until that is switched off, and the byte 3
 * for an interruption (GDB manual, E.1 Overview). A character of a packet's text is a byte. When gdb is gone, or sends what is
 * no packet for very long, the link is closed.
 */
final class Link {
    private static final int INTERRUPT = 3;
    private static final int MOST_CHARACTERS = 1 << 17;
    private static final int GONE = -1;
    private static final int RADIX = 16;

    private final InputStream in;
    private final OutputStream out;
    private boolean acknowledged = true;
    private boolean gone;

    /** Where nobody has connected yet. */
    static Link none() {
        Link link = new Link(InputStream.nullInputStream(), OutputStream.nullOutputStream());
        link.gone = true;
        return link;
    }

    /**
     * A link over a pair of streams.
     *
     * @param in must support mark and reset; what counts as available may be the end
     */
    Link(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** From now on nothing is acknowledged. */
    void acknowledgeNothing() {
        acknowledged = false;
    }

    /** The next packet, without its frame; empty when gdb is gone. */
    Optional<String> receive() {
        while (!gone) {
            int next = read();
            if (next == '$') {
                Optional<String> packet = packet();
                if (packet.isPresent()) {
                    return packet;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> packet() {
        StringBuilder text = new StringBuilder();
        int sum = 0;
        int next = read();
        for (; next != '#' && next != GONE; next = read()) {
            if (next == '$') {
                // The one before was cut off.
                text.setLength(0);
                sum = 0;
                continue;
            }
            if (text.length() == MOST_CHARACTERS) {
                gone = true;
                return Optional.empty();
            }
            text.append((char) next);
            sum += next;
        }
        int wanted = RADIX * Character.digit(read(), RADIX) + Character.digit(read(), RADIX);
        if (gone) {
            return Optional.empty();
        }
        boolean right = wanted == (sum & 0xff);
        if (acknowledged) {
            write(right ? "+" : "-");
        }
        return right ? Optional.of(text.toString()) : Optional.empty();
    }

    /** Sends a packet; nothing happens when gdb is gone. */
    void send(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += text.charAt(i);
        }
        String packet = "$" + text + "#%02x".formatted(sum & 0xff);
        do {
            write(packet);
        } while (acknowledged && !gone && refused());
    }

    /** Whether what was sent is wanted again. A packet instead of an acknowledgement means that it came. */
    private boolean refused() {
        while (!gone) {
            int next = peek();
            if (next == '$') {
                return false;
            }
            read();
            if (next == '+' || next == '-') {
                return next == '-';
            }
        }
        return false;
    }

    /** Whether gdb wants the target to stop. Does not wait. */
    boolean interrupted() {
        try {
            while (!gone && in.available() > 0) {
                int next = peek();
                if (next == '$') {
                    return false;
                }
                if (read() == INTERRUPT) {
                    return true;
                }
            }
        } catch (IOException e) {
            gone = true;
        }
        return false;
    }

    private int peek() {
        in.mark(1);
        int next = read();
        try {
            in.reset();
        } catch (IOException e) {
            gone = true;
        }
        return next;
    }

    private int read() {
        try {
            int next = gone ? GONE : in.read();
            gone |= next == GONE;
            return next;
        } catch (IOException e) {
            gone = true;
            return GONE;
        }
    }

    private void write(String text) {
        try {
            if (!gone) {
                out.write(text.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            gone = true;
        }
    }
}
