package dev.lockstep.kernel.process;

/**
 * What a caller of waitpid wants.
 *
 * @param ordinal the child's ordinal, or {@link #ANY}
 * @param noHang it does not want to wait until the child ends
 * @param statusWord it gets the child's ordinal, and the status word in memory; else it gets the exit code
 * @param statusAddress where the status word goes, checked to be writable; 0 for nowhere
 */
public record WaitRequest(int ordinal, boolean noHang, boolean statusWord, int statusAddress) {
    /** Whichever child ends first. */
    public static final int ANY = -1;
}
