package dev.lockstep.kernel.api;

/** What the clocks of semihosting count. */
public enum ClockSource {
    /** The instructions that the process has retired itself: nothing of the host can enter a hash. */
    INSTRUCTIONS,
    /** The host's time. */
    HOST
}
