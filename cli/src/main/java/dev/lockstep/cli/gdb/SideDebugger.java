package dev.lockstep.cli.gdb;

/** gdb at one side of a divergence, just before the step that differs. */
public interface SideDebugger extends AutoCloseable {
    /** The command by which gdb connects. */
    String command();

    /** Waits until the moment is reached, or the run has ended. */
    void awaitReady() throws InterruptedException;

    /**
     * Runs, as often as it takes to see what gdb wants to see, until gdb is done: it detaches, kills, or sees the end.
     *
     * @return why the run did not come to its end by itself or by gdb; empty as a rule
     */
    String run();

    /** Hangs up. */
    @Override
    void close();
}
