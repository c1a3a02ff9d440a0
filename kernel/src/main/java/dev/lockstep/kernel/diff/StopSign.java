package dev.lockstep.kernel.diff;

/** Says that a run has shown enough. For one thread. */
final class StopSign implements Runnable {
    private boolean raised;

    @Override
    public void run() {
        raised = true;
    }

    boolean raised() {
        return raised;
    }
}
