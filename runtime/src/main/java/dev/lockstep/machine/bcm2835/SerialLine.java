package dev.lockstep.machine.bcm2835;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The cable at pins 14 and 15, which both UARTs may use: its far end is a pair of the host's streams. */
final class SerialLine {
    private static final int NOTHING = -1;

    private final OutputStream output;
    private final Optional<InputStream> input;
    private final boolean timed;
    private boolean unflushed;

    /** What {@link #await} has read. */
    private int early = NOTHING;

    private boolean ended;

    /**
     * Joins the streams.
     *
     * @param input none: nothing is ever received
     * @param timed whether a character takes the time that its baud rate gives, or none at all
     */
    SerialLine(OutputStream output, Optional<InputStream> input, boolean timed) {
        this.output = output;
        this.input = input;
        this.timed = timed;
    }

    boolean timed() {
        return timed;
    }

    /** Whether anything may ever be received. The end of the input is known when {@link #await} has met it. */
    boolean hasInput() {
        return input.isPresent() && !ended;
    }

    /** Waits until a character has come, or the input has ended. */
    void await() {
        flush();
        if (early == NOTHING && hasInput()) {
            early = read(input.get(), true);
            ended = early == NOTHING;
        }
    }

    /** One character; a line's end makes it visible at once. */
    void send(int character) {
        try {
            output.write(character);
            unflushed = true;
        } catch (IOException e) {
            throw new UncheckedIOException("serial output: " + e.getMessage(), e);
        }
        if (character == '\n') {
            flush();
        }
    }

    /** The next character, 0 to 255, or -1 when none has come. Does not wait. */
    int receive() {
        flush();
        if (early != NOTHING) {
            int character = early;
            early = NOTHING;
            return character;
        }
        return hasInput() ? read(input.get(), false) : NOTHING;
    }

    /** An input that cannot be read has ended: the shell may have closed it. */
    private int read(InputStream stream, boolean waits) {
        try {
            return waits || stream.available() > 0 ? stream.read() : NOTHING;
        } catch (IOException unreadable) {
            ended = true;
            return NOTHING;
        }
    }

    /** Makes all that was sent visible. */
    void flush() {
        if (unflushed) {
            unflushed = false;
            try {
                output.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("serial output: " + e.getMessage(), e);
            }
        }
    }
}
