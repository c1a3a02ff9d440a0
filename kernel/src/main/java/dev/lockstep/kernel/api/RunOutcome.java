package dev.lockstep.kernel.api;

/** Why a run is over. */
public enum RunOutcome {
    /** Every process has ended. */
    COMPLETED,
    /** Standard output could not be written to, for instance because its reader has gone; the rest was given up. */
    OUTPUT_CLOSED,
    /** Somebody asked for the end; the processes that still lived were given up. */
    STOPPED,
    /** Processes wait and none can run. Told in a message; must not happen. */
    STUCK
}
