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
 */
public record BoardOptions(
        OutputStream output,
        Optional<InputStream> input,
        boolean timedSerial,
        List<Wire> wires,
        Optional<SdImage> card) {
    /** Copies the list. */
    public BoardOptions {
        wires = List.copyOf(wires);
    }

    /** A board that only sends. */
    public static BoardOptions to(OutputStream output) {
        return new BoardOptions(output, Optional.empty(), false, List.of(), Optional.empty());
    }
}
