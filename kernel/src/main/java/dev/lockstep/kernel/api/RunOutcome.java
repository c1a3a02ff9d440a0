package dev.lockstep.kernel.api;

/** Why a run is over. */
public enum RunOutcome {
    /** Every process has ended. */
    COMPLETED,
    /** Standard output could not be written to, for instance because its reader has gone; the rest was given up. */
    OUTPUT_CLOSED,
    /** Processes wait and none can run. Told in a message; must not happen. */
    STUCK
}
