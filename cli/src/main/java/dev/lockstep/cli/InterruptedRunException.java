package dev.lockstep.cli;

import dev.lockstep.kernel.api.KernelStatistics;

/** Somebody interrupted a run. Its message is the summary for the user. */
final class InterruptedRunException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * An interruption.
     *
     * @param living processes that were given up
     */
    InterruptedRunException(KernelStatistics statistics, int living) {
        super("interrupted after " + statistics.instructions() + " instructions, with " + statistics.forks()
                + " forks and "
                + statistics.ended() + " processes ended; " + living + " were given up");
    }
}
