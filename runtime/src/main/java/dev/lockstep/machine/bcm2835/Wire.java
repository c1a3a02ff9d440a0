package dev.lockstep.machine.bcm2835;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wire between two GPIO pins: what one drives the other reads.
 *
 * @param from 0 to 53
 * @param to 0 to 53
 */
public record Wire(int from, int to) {
    private static final Pattern PAIR = Pattern.compile("(\\d{1,2}):(\\d{1,2})");

    /** Checks the pins. */
    public Wire {
        if (from < 0 || from >= Gpio.PINS || to < 0 || to >= Gpio.PINS) {
            throw new IllegalArgumentException("a wire from " + from + " to " + to + "; wanted: pins 0 to 53");
        }
    }

    /**
     * Reads "20:21".
     *
     * @throws IllegalArgumentException with a message for the user when it is not of that form
     */
    public static Wire parse(String text) {
        Matcher pair = PAIR.matcher(text);
        if (!pair.matches()) {
            throw new IllegalArgumentException("a wire '" + text + "'; wanted: two pins, as in 20:21");
        }
        return new Wire(Integer.parseInt(pair.group(1)), Integer.parseInt(pair.group(2)));
    }
}
