package dev.lockstep.machine.processor;

/**
 * Why a processor runs no longer.
 *
 * @param kind in general
 * @param text in particular, one line without a full stop
 */
public record Ending(Kind kind, String text) {
    /** Kinds of ends. */
    public enum Kind {
        /** So many instructions were executed as were allowed. */
        LIMIT,
        /** The guest waits for an interrupt, and nothing is there that could raise one. */
        IDLE,
        /** The board has ended it, as by a reboot. */
        BOARD,
        /** What was waited for has been sent by a UART. */
        MARKER,
        /** The guest went where no program goes. */
        WILD
    }
}
