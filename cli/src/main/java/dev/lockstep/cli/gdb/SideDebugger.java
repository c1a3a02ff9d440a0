package dev.lockstep.cli.gdb;

/** gdb at one side of a divergence, just before the step that differs. */
public abstract class SideDebugger implements AutoCloseable {
    private final SideServer server;

    /** Takes the server over, and closes it in the end. */
    SideDebugger(SideServer server) {
        this.server = server;
    }

    /** Where gdb connects. */
    final Server server() {
        return server.server();
    }

    /** The command by which gdb connects. */
    public final String command() {
        return server().command();
    }

    /** Waits until the moment is reached, or the run has ended. */
    public final void awaitReady() throws InterruptedException {
        server.awaitReady();
    }

    /**
     * Runs, as often as it takes to see what gdb wants to see, until gdb is done: it detaches, kills, or sees the end.
     *
     * @return why the run did not come to its end by itself or by gdb; empty as a rule
     */
    public final String run() {
        try {
            return runForGdb();
        } finally {
            server.runEnded();
        }
    }

    /** What {@link #run} does. */
    abstract String runForGdb();

    /** Hangs up. */
    @Override
    public final void close() {
        server.close();
    }
}
