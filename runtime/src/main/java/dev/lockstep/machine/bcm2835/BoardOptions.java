package dev.lockstep.machine.bcm2835;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * What a board is joined to.
 *
 * @param output what the UARTs send; written byte by byte, flushed at each line's end
 * @param input what they receive; asked by available(), and read without waiting
 * @param timedSerial whether a character takes the time of its baud rate (61,000 instructions at 115,200 baud), or none
 * @param wires between pins
 * @param card in the slot; the caller closes it
 * @param commandLine what the boot loader tells the kernel: printable ASCII, at most {@link #MOST_COMMAND_LINE} characters;
 *     empty for none
 */
public record BoardOptions(
        OutputStream output,
        Optional<InputStream> input,
        boolean timedSerial,
        List<Wire> wires,
        Optional<SdImage> card,
        String commandLine) {
    /** Characters of the longest command line: as many as Linux takes, whose COMMAND_LINE_SIZE of 1024 counts the zero. */
    public static final int MOST_COMMAND_LINE = 1023;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException with one line that says what was found and what was wanted of the command line
     */
    public BoardOptions {
        wires = List.copyOf(wires);
        commandLine = checkedCommandLine(commandLine);
    }

    /** A board whose kernel is told nothing. */
    public BoardOptions(
            OutputStream output,
            Optional<InputStream> input,
            boolean timedSerial,
            List<Wire> wires,
            Optional<SdImage> card) {
        this(output, input, timedSerial, wires, card, "");
    }

    /**
     * A command line that a board can take.
     *
     * @return the text itself
     * @throws IllegalArgumentException with one line that says what was found and what was wanted
     */
    public static String checkedCommandLine(String text) {
        if (text.length() > MOST_COMMAND_LINE) {
            throw new IllegalArgumentException(
                    text.length() + " characters, wanted at most " + MOST_COMMAND_LINE + " of a command line");
        }
        text.chars().filter(ch -> ch < ' ' || ch > '~').findFirst().ifPresent(ch -> {
            throw new IllegalArgumentException(
                    "the character U+%04X, wanted printable ASCII only in a command line".formatted(ch));
        });
        return text;
    }

    /** A board that only sends. */
    public static BoardOptions to(OutputStream output) {
        return new BoardOptions(output, Optional.empty(), false, List.of(), Optional.empty());
    }
}
